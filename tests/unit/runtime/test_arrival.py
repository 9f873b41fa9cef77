"""What of a request must be there before it is worth a thread."""

import pytest

from quotes.runtime.arrival import LONGEST_BODY, LONGEST_HEAD, is_probe, needed

POST = b"POST /v1/quotes HTTP/1.1\r\nHost: x\r\n"


def test_a_head_that_is_not_whole_is_waited_for():
    for head in (b"", b"G", b"GET / HTTP/1.1\r\n", POST + b"Content-Length: 5\r\n\r"):
        assert needed(head) == len(head) + 1


def test_a_whole_head_without_a_body_is_not():
    assert needed(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") == 0


def test_a_body_is_waited_for_as_a_whole():
    head = POST + b"content-LENGTH:5\r\n\r\n"
    assert needed(head) == needed(head + b"1234") == len(head) + 5
    assert needed(head + b"12345") == 0
    assert needed(head + b"12345GET /") == 0


@pytest.mark.parametrize(
    "head",
    [
        POST + b"Content-Length: %d\r\n\r\n" % (LONGEST_BODY + 1),
        POST + b"Transfer-Encoding: chunked\r\n\r\n",
        POST + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n",
        b"POST /v1/quotes/batch?id=1 HTTP/1.1\r\nContent-Length: 5\r\n\r\n",
        b"x" * LONGEST_HEAD,
    ],
)
def test_what_is_large_or_comes_in_pieces_is_not_waited_for(head):
    assert needed(head) == 0


def test_probes_are_known_by_their_path():
    assert is_probe(b"GET /livez HTTP/1.1\r\n")
    assert is_probe(b"HEAD /metrics?x HTTP/1.1\r\n")
    assert not is_probe(b"GET /livezz HTTP/1.1\r\n")
    assert not is_probe(b"POST /v1/quotes HTTP/1.1\r\nX: GET /livez \r\n")
