"""Quote attribution: who said what in an article, with its cue, its speaker and its relay."""

__version__ = "0.1.0"
