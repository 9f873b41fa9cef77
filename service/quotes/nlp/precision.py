"""Half precision where it is faster."""

from __future__ import annotations

from typing import Any

import torch


def halves(precision: str) -> bool:
    """True if matrices are to be multiplied in bfloat16: with `auto`, where the processor does that in hardware.

    Elsewhere bfloat16 is emulated and slower than float32. With `float32` the answers are the same on every machine.
    """
    return precision == "auto" and bool(torch.cpu._is_avx512_bf16_supported())


def multiplying(in_bfloat16: bool) -> Any:
    """A context in which matrices are multiplied in bfloat16 if that is asked for, in float32 otherwise."""
    return torch.autocast("cpu", torch.bfloat16, enabled=in_bfloat16)
