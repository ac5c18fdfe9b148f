"""BUD: the personal budget."""
