"""What is done with memory that a text no longer needs.

oneDNN keeps the code that it writes for matrices of a size, up to a thousand sizes, and every text brings others. Left
to itself glibc hands every large block back to the system at once, and each new one costs a fault a page; yet it
keeps small ones, an arena for each thread, so that a worker stays as large as its longest text made it.
"""

from __future__ import annotations

import ctypes
import os
import platform

LARGEST_KEPT = 2**25
"""Bytes of the largest block that is kept for the next one to use: the most that glibc takes."""

KEPT = 2**28
"""Bytes that may lie free at the end of the heap while a text is read."""

SIZES_KEPT = 64
"""Sizes of matrices whose code oneDNN keeps: those of a text or two."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # malloc.h


def _glibc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None


def keep_freed() -> None:
    """Have all threads of this process share freed memory instead of each handing it back and keeping some.

    To be called by a process of the service's own, before it starts threads: what a thread has already keeps as it is.
    Does less where the C library is not glibc.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", str(SIZES_KEPT))
    if glibc := _glibc():
        for parameter, value in ((_MMAP_THRESHOLD, LARGEST_KEPT), (_TRIM_THRESHOLD, KEPT), (_ARENA_MAX, 1)):
            glibc.mallopt(parameter, value)


def give_back() -> None:
    """Hand freed memory back to the system; takes some milliseconds, and the next text some for having it anew."""
    if glibc := _glibc():
        glibc.malloc_trim(0)
