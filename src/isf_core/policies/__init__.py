"""The ready local policies: values only."""
