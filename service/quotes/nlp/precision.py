"""Half precision where it is faster."""

from __future__ import annotations

from typing import Any

import torch


def half_precision() -> Any:
    """A context in which matrices are multiplied in bfloat16, if the processor does that in hardware.

    Elsewhere bfloat16 is emulated and slower than float32, and the context changes nothing.
    """
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())
