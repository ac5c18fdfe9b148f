"""How it is shown and carried: nothing here computes."""
