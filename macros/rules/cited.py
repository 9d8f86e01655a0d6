"""Every fact that a rule's steps cite. The data must hold each of them: a rule without its sentence teaches nothing."""

from __future__ import annotations

from macros.rules.assistants import ASSISTANT_CITED
from macros.rules.claim import CLAIM_CITED
from macros.rules.code_choice import CODE_CHOICE_CITED
from macros.rules.deadlines import DEADLINES_CITED
from macros.rules.edits import EDIT_CITED
from macros.rules.furnishing import FURNISHING_CITED
from macros.rules.limits import LIMITS_CITED
from macros.rules.modifiers import MODIFIERS_CITED
from macros.rules.payment import PAYMENT_CITED
from macros.rules.records import RECORDS_CITED
from macros.rules.units import CITED

CITED_FACTS: frozenset[str] = frozenset(
    (
        *CITED,
        *ASSISTANT_CITED,
        *CLAIM_CITED,
        *CODE_CHOICE_CITED,
        *DEADLINES_CITED,
        *EDIT_CITED,
        *FURNISHING_CITED,
        *LIMITS_CITED,
        *MODIFIERS_CITED,
        *PAYMENT_CITED,
        *RECORDS_CITED,
    )
)
