"""The proofs of areas whose tests do not hold them yet."""
