"""One Item as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from macros.scenarios.item import CLAIM_LINES, MATCH, ORDER, Item, claim_text


def item_text(item: Item) -> str:
    """The question, what may be answered, the key, why each known wrong answer is wrong, the steps and the sources."""
    lines = [item.full_text, "", *_answers(item), "", *(f"  {n}. {step}" for n, step in enumerate(item.explanation, start=1)), ""]
    lines += [f"  Source: {source.title}" for source in item.sources]
    return "\n".join([*lines, f"  {item.topic}, level {item.level}, question {item.id}"])


def _answers(item: Item) -> Iterator[str]:
    if item.kind == MATCH:
        texts = {option.id: option.text for option in item.options}
        for row in item.rows:
            yield f"  {row.id}. {row.text}"
            yield f"     * {texts[row.answer]}: {row.feedback}"
        yield f"  Choices: {'; '.join(texts.values())}"
    elif item.kind == ORDER:
        assert isinstance(item.answer, tuple)
        for option in item.options:
            yield f"  {option.id}) {option.text}"
            yield f"     * place {item.answer.index(option.id) + 1}: {option.feedback}"
    elif item.kind == CLAIM_LINES:
        assert item.grid is not None
        for number, claim in enumerate(item.grid.acceptable, start=1):
            yield f"  * {'Claim' if len(item.grid.acceptable) == 1 else f'Acceptable claim {number}'}: {claim_text(claim)}"
        for wrong in item.grid.wrong:
            yield f"    {claim_text(wrong.lines)}"
            yield f"       {wrong.feedback}"
    else:
        for option in item.options:
            yield f"  {'*' if option.correct else ' '} {option.id}) {option.text}"
            yield f"       {option.feedback}"
        for field in item.fields:
            yield f"  {field.label}: {item.answer}"
            yield from (f"    {wrong.value}: {wrong.feedback}" for wrong in field.wrong)
