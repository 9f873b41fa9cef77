"""Accounting: nothing that a client has seen may be missing from the service's log."""

from benchmarks.load.accounts import Accounts
from benchmarks.load.calls import Call, Outcome

NOON = "2026-01-01T12:00:00.000+00:00"
AT_NOON = 1767268800.0


def answered(request_id, status, path="/v1/quotes"):
    return Outcome(Call(path), request_id, 0, 0.1, AT_NOON, status)


def failed(ended):
    return Outcome(Call("/v1/quotes"), "r-1", 0, 0.1, ended, error="ClientConnectorError")


def logged(request_id, status):
    return {"time": NOON, "message": "request", "request_id": request_id, "status": status}


def settled(outcomes, log):
    accounts = Accounts()
    accounts.settle(outcomes, log)
    return accounts.row()


def test_answers_that_the_log_tells_of_are_accounted_for():
    row = settled([answered("r-1", 200), answered("r-2", 503)], [logged("r-1", 200), logged("r-2", 503)])
    assert row.held
    assert "2 sent = 1 2xx + 1 5xx" in row.measured


def test_an_answer_with_another_status_than_the_log_s_is_not():
    assert not settled([answered("r-1", 200)], [logged("r-1", 500)]).held


def test_two_answers_need_two_lines_even_under_one_id():
    assert not settled([answered("r-1", 200)] * 2, [logged("r-1", 200)]).held


def test_probes_need_no_line():
    assert settled([answered("r-1", 200, "/livez")], []).held


def test_an_error_has_a_cause_only_once_the_service_has_been_told_to_end():
    term = {"time": NOON, "message": "Handling signal: term"}
    assert settled([failed(AT_NOON + 1)], [term]).held
    assert not settled([failed(AT_NOON - 1)], [term]).held
    assert not settled([failed(AT_NOON + 1)], []).held
