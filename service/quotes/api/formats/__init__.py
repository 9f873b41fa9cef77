"""Other renderings of an answer, and the choice between them by Accept.

Each rendering is a pure function of the JSON answer; where that came from, the analysis or a cache, is all one.
"""

from quotes.api.formats.negotiation import JSON, NDJSON, RENDERINGS, Rendering, negotiate

__all__ = ["JSON", "NDJSON", "RENDERINGS", "Rendering", "negotiate"]
