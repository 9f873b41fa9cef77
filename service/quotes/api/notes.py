"""What becomes of a request, noted on the way for its log line and its figures."""

from __future__ import annotations

from typing import Any

Notes = dict[str, Any]
"""Fields of a log line by name: `request_id`, `characters`, `quotes`, `cache`, `problem`, seconds of stages; never a
word of an article. Whoever finds something out adds it; the hooks begin the notes of a request and log them at its
end."""
