"""Dependency trees: walking them, and correcting what the parser gets wrong."""
