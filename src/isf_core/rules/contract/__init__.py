"""CON: the contract."""
