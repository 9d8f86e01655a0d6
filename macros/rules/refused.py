"""What a rule cannot work with, as a value: what is wrong, and how to correct it."""

from __future__ import annotations


class Refused(ValueError):
    """Input that a rule refuses: `what` is wrong, and what to do (`fix`), each without a full stop.

    `fix` is empty where only the caller knows what would help. Of a record with several fields, `field` is the one to look at.
    """

    def __init__(self, what: str, fix: str = "", *, field: str = ""):
        super().__init__(f"{what}; {fix}" if fix else what)
        self.what = what
        self.fix = fix
        self.field = field
