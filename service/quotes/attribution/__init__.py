"""The linguistic core: a pure function from a parsed document to its attributions."""
