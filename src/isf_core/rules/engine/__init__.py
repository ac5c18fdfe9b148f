"""How rules are written, asked and reported."""
