"""Every fact that a rule's steps cite. The data must hold each of them: a rule without its sentence teaches nothing."""

from __future__ import annotations

from types import ModuleType

from macros.rules import code_choice, deadlines, furnishing, records
from macros.rules.assistants import ASSISTANT_CITED
from macros.rules.claim import CLAIM_CITED
from macros.rules.edits import EDIT_CITED
from macros.rules.limits import LIMITS_CITED
from macros.rules.modifiers import MODIFIERS_CITED
from macros.rules.payment import PAYMENT_CITED
from macros.rules.reason import Reason, kinds_of_phrases
from macros.rules.units import CITED


def cited_by(*modules: ModuleType) -> frozenset[str]:
    """The facts that the reasons of these modules cite."""
    names = {module.__name__ for module in modules}
    kinds = [kind for kind in kinds_of_phrases() if issubclass(kind, Reason) and kind.__module__ in names]
    return frozenset(fact for kind in kinds for fact in kind.cites)


CITED_FACTS: frozenset[str] = frozenset(
    (
        *cited_by(code_choice, deadlines, furnishing, records),
        *CITED,
        *ASSISTANT_CITED,
        *CLAIM_CITED,
        *EDIT_CITED,
        *LIMITS_CITED,
        *MODIFIERS_CITED,
        *PAYMENT_CITED,
    )
)
