"""What of a request must be there before it is worth a thread, and which threads serve it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.runtime.arrival import LONGEST_BODY, LONGEST_HEAD, Service, judge

POST = b"POST /v1/quotes HTTP/1.1\r\nHost: x\r\n"


def test_a_head_that_is_not_whole_is_waited_for():
    for head in (b"", b"G", b"GET / HTTP/1.1\r\n", POST + b"Content-Length: 5\r\n\r"):
        assert judge(head) == len(head) + 1


def test_a_head_that_has_no_end_is_refused():
    assert judge(b"x" * LONGEST_HEAD) is Service.REFUSAL


def test_a_whole_head_without_a_body_is_served():
    assert judge(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") is Service.WHOLE


def test_a_body_is_waited_for_as_a_whole():
    head = POST + b"content-LENGTH:5\r\n\r\n"
    assert judge(head) == judge(head + b"1234") == len(head) + 5
    assert judge(head + b"12345") is judge(head + b"12345GET /") is Service.WHOLE


@pytest.mark.parametrize(
    "head",
    [
        POST + b"Content-Length: %d\r\n\r\n" % (LONGEST_BODY + 1),
        POST + b"Content-Length: 123456789012345\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n",
        POST + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n",
        b"POST /v1/quotes/batch?id=1 HTTP/1.1\r\nContent-Length: 5\r\n\r\n",
        b"GET /livez HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_is_large_or_comes_in_pieces_has_threads_of_its_own(head):
    assert judge(head) is Service.PIECES


@pytest.mark.parametrize("length", [b"-5", b"5, 5", b"", b"five", b"5\r\nContent-Length: 6", b"1" * 4301])
def test_a_length_that_is_none_is_not_waited_for(length):
    assert judge(POST + b"Content-Length: " + length + b"\r\n\r\n") is Service.WHOLE


def test_probes_are_known_by_their_path_and_have_no_body():
    assert judge(b"GET /livez HTTP/1.1\r\n\r\n") is Service.PROBE
    assert judge(b"HEAD /metrics?x HTTP/1.1\r\n\r\n") is Service.PROBE
    assert judge(b"GET /livezz HTTP/1.1\r\n\r\n") is Service.WHOLE
    assert judge(b"POST /v1/quotes HTTP/1.1\r\nX: GET /livez \r\n\r\n") is Service.WHOLE
    assert judge(b"GET /livez HTTP/1.1\r\nContent-Length: 1\r\n\r\nx") is Service.WHOLE


PIECES = (
    b"GET /livez ",
    b"POST /v1/quotes/batch?",
    b"HTTP/1.1",
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"Content-Length:",
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=9), st.integers(0, 6000).map(b"1".__mul__))))
def test_whatever_has_arrived_more_is_waited_for_or_it_is_served(pieces):
    arrived = b"".join(pieces)
    found = judge(arrived)
    assert isinstance(found, Service) or found > len(arrived)
