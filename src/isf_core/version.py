"""The library's version, in one place: what is packaged, what is imported, and what a receipt names."""

__version__ = "0.1.0"
