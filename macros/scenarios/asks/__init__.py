"""What a scenario can ask, by its name in YAML: a plain dictionary, no registration."""

from macros.scenarios.asks.amounts import AMOUNT_ASKS
from macros.scenarios.asks.ask import Ask, Key
from macros.scenarios.asks.assistants import ASSISTANT_ASKS
from macros.scenarios.asks.claim_checks import CLAIM_CHECK_ASKS
from macros.scenarios.asks.claims import CLAIM_ASKS
from macros.scenarios.asks.counting import COUNTING_ASKS
from macros.scenarios.asks.deadlines import DEADLINE_ASKS
from macros.scenarios.asks.denials import DENIAL_ASKS
from macros.scenarios.asks.edits import EDIT_ASKS
from macros.scenarios.asks.judged_counts import JUDGED_COUNT_ASKS
from macros.scenarios.asks.judgments import JUDGMENT_ASKS
from macros.scenarios.asks.knowledge import KNOWLEDGE_ASKS
from macros.scenarios.asks.matching import MATCH_ASKS
from macros.scenarios.asks.minutes import MINUTES_ASKS
from macros.scenarios.asks.notes import NOTE_ASKS
from macros.scenarios.asks.ordering import ORDER_ASKS
from macros.scenarios.asks.payment import PAYMENT_ASKS
from macros.scenarios.asks.people import PEOPLE_ASKS
from macros.scenarios.asks.records import RECORD_ASKS
from macros.scenarios.asks.vignettes import VIGNETTE_ASKS

_ALL = (
    COUNTING_ASKS, JUDGED_COUNT_ASKS, MINUTES_ASKS, CLAIM_ASKS, CLAIM_CHECK_ASKS, ASSISTANT_ASKS, EDIT_ASKS, PAYMENT_ASKS,
    RECORD_ASKS, NOTE_ASKS, PEOPLE_ASKS, DEADLINE_ASKS, KNOWLEDGE_ASKS, MATCH_ASKS, ORDER_ASKS, JUDGMENT_ASKS,
    DENIAL_ASKS, AMOUNT_ASKS,
    VIGNETTE_ASKS,
)  # fmt: skip
ASKS: dict[str, Ask] = {ask.name: ask for asks in _ALL for ask in asks}

__all__ = ["ASKS", "Ask", "Key"]
