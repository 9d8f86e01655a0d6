"""Receipts written and read in Python, after docs/contribute/receipts.md alone: a second reading of the format."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any


def fnv(text: str) -> int:
    """FNV-1a of 32 bits with the last mixing of MurmurHash3."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        value = ((value ^ (value >> shift)) * factor) & 0xFFFFFFFF
    return value ^ (value >> 16)


def packed(content: bytes) -> str:
    """The code of bytes, with its head and sum."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    code = base64.b64encode(packer.compress(content) + packer.flush()).decode().rstrip("=")
    return f"97112r1.{code}.{fnv(code):08x}"


def written(receipt: Any) -> str:
    """The code of a receipt, or of whatever a forger takes for one."""
    return packed(json.dumps(receipt, ensure_ascii=False, separators=(",", ":")).encode())


def read(text: str) -> dict[str, Any]:
    """The one receipt that stands in a text."""
    found = re.search(r"97112r1\.([A-Za-z0-9+/]+)\.([0-9a-f]{8})", text)
    assert found, text
    code, check = found.groups()
    assert f"{fnv(code):08x}" == check
    content: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(code + "=" * (-len(code) % 4)), -15))
    return content
