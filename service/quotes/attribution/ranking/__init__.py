"""Which candidates are attributions, and how sure that is."""
