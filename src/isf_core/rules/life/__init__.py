"""LIFE: the life of an arrangement."""
