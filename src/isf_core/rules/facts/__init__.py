"""What several areas of the catalogue ask of a case."""
