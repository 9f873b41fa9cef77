"""Makes the README's picture: the page with a seed article and the card of one quote.

usage: python docs/images/picture.py     (from the repository's root; `make picture`)
"""

from __future__ import annotations

import base64
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

sys.path.insert(0, ".")

from tests.support.browser import launch
from tests.support.server import REAL, serve

PICTURE = Path(__file__).with_name("page.png")
SEED = "000_460fb2e832f0ba7a.txt"
QUOTE = "that the continuing violations"
"""A quote within another, which somebody relayed, begins like this."""

DECODE = """async (png) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const reader = new FileReader();
  await new Promise((done) => { reader.onload = done; reader.readAsDataURL(new Blob([data])); });
  return [bitmap.height, bitmap.width, reader.result.split(",")[1]];
}"""


def screenshot(browser: Browser, root: str) -> bytes:
    """The page as a PNG."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, device_scale_factor=2, color_scheme="light")
    page.goto(f"{root}#{SEED}")
    page.locator("mark mark", has_text=QUOTE).hover()
    return page.screenshot(animations="disabled")


def with_palette(browser: Browser, png: bytes) -> bytes:
    """The same with 256 colours at most: half of the bytes."""
    height, width, data = browser.new_page().evaluate(DECODE, base64.b64encode(png).decode())
    pixels = np.frombuffer(base64.b64decode(data), np.uint8).reshape(-1, 4)[:, :3]
    colours, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    ordered = colours[np.argsort(-counts)]
    first = np.unique(ordered >> 4, axis=0, return_index=True)[1]  # of colours that are nearly the same, one
    palette = ordered[np.sort(first)[:256]]
    distances = ((colours[:, None].astype(int) - palette.astype(int)) ** 2).sum(axis=2)
    rows = distances.argmin(axis=1).astype(np.uint8)[places].reshape(height, width)
    unfiltered = np.pad(rows, ((0, 0), (1, 0)))  # each row begins with the number of its filter: 0, none
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, content)
        for kind, content in (
            (b"IHDR", struct.pack(">2I5B", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", palette.tobytes()),
            (b"IDAT", zlib.compress(unfiltered.tobytes(), 9)),
            (b"IEND", b""),
        )
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    with serve(REAL) as server, launch() as browser:
        shot = screenshot(browser, f"http://127.0.0.1:{server.port}/")
        PICTURE.write_bytes(with_palette(browser, shot))
