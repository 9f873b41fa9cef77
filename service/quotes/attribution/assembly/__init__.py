"""Assembly: from candidates, which point at tokens, to an answer's attributions, which are spans and entities."""
