"""Every misconception by its name in YAML: a plain dictionary, no registration."""

from macros.scenarios.misconceptions.amounts import AMOUNTS
from macros.scenarios.misconceptions.assistants import ASSISTANTS
from macros.scenarios.misconceptions.certification import CERTIFICATION
from macros.scenarios.misconceptions.claim_checks import CLAIM_CHECKS
from macros.scenarios.misconceptions.code_choice import CODE_CHOICE
from macros.scenarios.misconceptions.deadlines import DEADLINES
from macros.scenarios.misconceptions.denials import DENIALS
from macros.scenarios.misconceptions.edits import EDITS
from macros.scenarios.misconceptions.furnishing import FURNISHING
from macros.scenarios.misconceptions.judged_counts import JUDGED_COUNTS
from macros.scenarios.misconceptions.judgments import JUDGMENTS
from macros.scenarios.misconceptions.knowledge import KNOWLEDGE
from macros.scenarios.misconceptions.misconception import Misconception
from macros.scenarios.misconceptions.modifiers import MODIFIERS
from macros.scenarios.misconceptions.notes import NOTES
from macros.scenarios.misconceptions.orders import OF_ORDERS
from macros.scenarios.misconceptions.payment import PAYMENT
from macros.scenarios.misconceptions.records import RECORDS
from macros.scenarios.misconceptions.remainders import REMAINDERS
from macros.scenarios.misconceptions.rounding import ROUNDING
from macros.scenarios.misconceptions.sharing import SHARING
from macros.scenarios.misconceptions.thresholds import THRESHOLDS
from macros.scenarios.misconceptions.treatment_time import TREATMENT_TIME
from macros.scenarios.misconceptions.untimed import UNTIMED
from macros.scenarios.misconceptions.vignettes import VIGNETTES

_FAMILIES = (
    ROUNDING, REMAINDERS, UNTIMED, JUDGED_COUNTS, TREATMENT_TIME, ASSISTANTS, SHARING, CLAIM_CHECKS, MODIFIERS, THRESHOLDS,
    EDITS, PAYMENT, FURNISHING, DEADLINES, CERTIFICATION, CODE_CHOICE, RECORDS, NOTES, KNOWLEDGE, OF_ORDERS, JUDGMENTS,
    DENIALS, AMOUNTS,
    VIGNETTES,
)  # fmt: skip
MISCONCEPTIONS: dict[str, Misconception] = {name: each for family in _FAMILIES for name, each in family.items()}

__all__ = ["MISCONCEPTIONS"]
