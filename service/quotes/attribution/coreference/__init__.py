"""Coreference: the mentions of an article, and which of them refer to one entity."""
