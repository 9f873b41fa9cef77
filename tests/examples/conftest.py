"""A server with the real models and a key, for all examples."""

from collections.abc import Iterator

import pytest

from tests.support.server import REAL, Server, serve

KEY = "the-examples-own-key"


@pytest.fixture(scope="session")
def real() -> Iterator[Server]:
    """The service as it is run, asking for a key."""
    with serve(REAL, api_keys=KEY) as server:
        yield server


@pytest.fixture(scope="session")
def environ(real: Server) -> dict[str, str]:
    """Where the examples find it."""
    return {"QUOTE_ATTRIBUTION_URL": f"http://127.0.0.1:{real.port}", "QUOTE_ATTRIBUTION_KEY": KEY}
