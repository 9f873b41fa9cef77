"""What the server tells the rest of the service of its end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Shutdown:
    """How far the end has come.

    Attributes:
        draining: it has been asked for: the service is not to be sent new clients, and serves those that come.
        stopping: no new clients are let in; whoever has been is served to the end, and batches are broken off.
    """

    draining: bool = False
    stopping: bool = False
