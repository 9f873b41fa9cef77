"""From plain text to an immutable parsed document; the only package that knows Stanza."""
