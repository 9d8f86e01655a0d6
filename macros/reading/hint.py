"""What to write instead of a name that nobody knows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown name: the nearest known one, or the whole list where it is short."""
    return _hint(name, tuple(sorted(set(known))))


@lru_cache(maxsize=4096)
def _hint(name: str, names: tuple[str, ...]) -> str:
    """Made once for each name: where a file has lost its facts, each of them is missed in many places."""
    meant = nearest(name, names)
    if meant:
        return f"did you mean `{meant}`?"
    if 0 < len(names) <= 12:
        return "use one of " + ", ".join(f"`{name}`" for name in names)
    return "check the spelling"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant: that with a zero before its number (M-04 for M-4), else the nearest."""
    names = tuple(known)
    padded = re.sub(r"-(?=[0-9]\Z)", "-0", name)
    if padded in names:
        return padded
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.6)), None)


def code_hint(code: str, names: Mapping[str, str], real: Collection[str] = ()) -> str:
    """What to do with a billing code that is not among `names`, the known codes with what they are.

    A neighboring number is another service, so only a slip of the fingers is taken for a typo, and every candidate is named. A
    code that is known to exist (`real`) is none.
    """
    if code in real:
        return "it is a code, but this guide does not describe it: leave it out"
    near = [known for known in names if is_slip(code, known)]
    if 0 < len(near) <= 3:
        return "if it is a typo, did you mean " + " or ".join(f"`{known}` ({names[known]})" for known in near) + "?"
    return "check the code; what this guide knows is in docs/data/codes.yml"


def is_slip(typed: str, meant: str) -> bool:
    """Whether one slip of the fingers turns `meant` into `typed`.

    A slip swaps two neighboring characters, leaves one out, types one twice, or takes O for 0 or I for 1.
    """
    typed, meant = (text.upper().replace("O", "0").replace("I", "1") for text in (typed, meant))
    swapped = {meant[:i] + meant[i + 1] + meant[i] + meant[i + 2 :] for i in range(len(meant) - 1)}
    left_out = {meant[:i] + meant[i + 1 :] for i in range(len(meant))}
    doubled = {meant[: i + 1] + meant[i:] for i in range(len(meant))}
    return typed in {meant, *swapped, *left_out, *doubled}
