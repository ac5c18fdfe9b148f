"""PLN: the support plan."""
