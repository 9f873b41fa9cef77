"""Dependency trees: walking them, and mending what the parser gets wrong."""
