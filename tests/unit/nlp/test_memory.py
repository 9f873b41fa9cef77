"""What is done with freed memory."""

from __future__ import annotations

import ctypes
import platform
from unittest.mock import Mock

import pytest

from quotes.nlp import memory


def test_where_the_c_library_is_not_glibc_it_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    monkeypatch.setattr(ctypes, "CDLL", Mock(side_effect=OSError))
    memory.keep_freed()
    memory.give_back()


def test_glibc_is_told_to_keep_what_is_freed_and_to_give_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    glibc = Mock()
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", "2.36"))
    monkeypatch.setattr(ctypes, "CDLL", lambda name: glibc)
    memory.keep_freed()
    assert glibc.mallopt.call_count == 3
    memory.give_back()
    glibc.malloc_trim.assert_called_once_with(0)
