"""What was agreed: people, budgets, plans, terms, contracts. Facts may be missing: None is "not recorded"."""
