"""Blocks of clock time against a minute-by-minute diary, and the contradictions that must be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules.schedule import Block, CoTreatment, TwoDisciplinesAtOnce, clock, read_schedule


def block(
    code: str, start: int, end: int, patient: str = "A", clinician: str | None = "Lee", *, assistant: bool = False
) -> Block:
    return Block(code, start, end, patient, clinician, assistant)


@st.composite
def diaries(draw: st.DrawFn) -> list[Block]:
    """Blocks of a few people within two hours; some of them contradict each other."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(600, 700))
        clinician = draw(st.sampled_from(["Lee", "Cruz", None]))
        found.append(
            block(
                draw(st.sampled_from(["97112", "97110", "97150"])),
                start,
                start + draw(st.integers(1, 30)),
                draw(st.sampled_from(["A", "B"])),
                clinician,
                assistant=clinician == "Cruz",
            )
        )
    return found


@given(diaries())
def test_minutes_and_contradictions_agree_with_a_minute_by_minute_diary(blocks: list[Block]) -> None:
    found = read_schedule(blocks, "A")
    minutes: dict[str, int] = {}
    assistants: dict[str, int] = {}
    clashing = set()
    for minute in range(600, 740):
        now = [i for i, each in enumerate(blocks) if each.start <= minute < each.end]
        for code in {blocks[i].code for i in now if blocks[i].patient == "A"}:
            there = [blocks[i] for i in now if blocks[i].patient == "A" and blocks[i].code == code]
            minutes[code] = minutes.get(code, 0) + 1
            assistants[code] = assistants.get(code, 0) + all(each.assistant for each in there)
        for i in now:
            for j in now:
                one, two = blocks[i], blocks[j]
                if i >= j or one.clinician is None or two.clinician is None:
                    continue
                doubled = one.patient == two.patient and (one.code != two.code or one.clinician == two.clinician)
                shared = one.patient != two.patient and one.clinician == two.clinician
                if doubled or (shared and {one.code, two.code} != {"97150"}):
                    clashing.add((i, j))
    assert {code: given.minutes for code, given in found.given.items()} == minutes
    assert {code: given.assistant for code, given in found.given.items()} == assistants
    assert {(clash.first, clash.second) for clash in found.clashes} == clashing
    for clash in found.clashes:
        assert all(blocks[i].start <= clash.start < clash.end <= blocks[i].end for i in (clash.first, clash.second))
        assert clock(clash.start) in clash.text
        assert clock(clash.end) in clash.text


@st.composite
def two_plans(draw: st.DrawFn) -> tuple[list[Block], list[CoTreatment]]:
    """Blocks of a PT and an OT with one patient, and who led in some stretches of the hour."""
    blocks = []
    for discipline, clinician in (("PT", "Lee"), ("OT", "Kim")):
        start = draw(st.integers(600, 630))
        for code in draw(st.permutations(["97530", "97112"])):
            end = start + draw(st.integers(1, 25))
            blocks.append(Block(code, start, end, "A", clinician, draw(st.booleans()), discipline))
            start = end + draw(st.integers(0, 5))
    led, at = [], 600
    for _ in range(draw(st.integers(0, 4))):
        at += draw(st.integers(0, 10))
        end = at + draw(st.integers(1, 20))
        led.append(CoTreatment(at, end, draw(st.sampled_from(["PT", "OT"]))))
        at = end
    return blocks, led


@given(two_plans())
def test_minutes_of_two_disciplines_count_once_for_who_led(day: tuple[list[Block], list[CoTreatment]]) -> None:
    blocks, led = day
    counted: dict[tuple[str, str], int] = {}
    open_pairs = set()
    for minute in range(600, 720):
        now = [i for i, block in enumerate(blocks) if block.start <= minute < block.end]
        leader = next((row.led_by for row in led if row.start <= minute < row.end), None)
        for i in now:
            if leader in (None, blocks[i].discipline):
                key = (blocks[i].discipline, blocks[i].code)
                counted[key] = counted.get(key, 0) + 1
        if len(now) == 2 and leader is None:
            open_pairs.add(tuple(now))
    for discipline in ("PT", "OT"):
        found = read_schedule(blocks, "A", discipline, led)
        assert {code: given.minutes for code, given in found.given.items() if given.minutes} == {
            code: minutes for (plan, code), minutes in counted.items() if plan == discipline
        }
        clashes = [clash for clash in found.clashes if isinstance(clash, TwoDisciplinesAtOnce)]
        assert {(clash.first, clash.second) for clash in clashes} == open_pairs
        assert len(clashes) == len(found.clashes)
    if not open_pairs:
        assert sum(counted.values()) <= len({m for block in blocks for m in range(block.start, block.end)})


@given(diaries(), st.data())
def test_splitting_a_block_in_two_changes_no_minute(blocks: list[Block], data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(blocks) - 1))
    whole = blocks[i]
    if whole.end - whole.start < 2:
        return
    cut = data.draw(st.integers(whole.start + 1, whole.end - 1))
    halves = [
        Block(whole.code, a, b, whole.patient, whole.clinician, whole.assistant)
        for a, b in ((whole.start, cut), (cut, whole.end))
    ]
    split = read_schedule([*blocks[:i], *halves, *blocks[i + 1 :]], "A")
    assert split.given == read_schedule(blocks, "A").given
    assert bool(split.clashes) == bool(read_schedule(blocks, "A").clashes)


def test_two_clinicians_at_once_count_once_and_as_the_therapists() -> None:
    found = read_schedule([block("97112", 600, 620), block("97112", 610, 635, clinician="Cruz", assistant=True)], "A")
    assert found.given["97112"].minutes == 35
    assert found.given["97112"].assistant == 15
    assert found.clashes == ()


CLASHES = {
    "one patient, two codes": (
        [block("97112", 600, 620), block("97110", 619, 630, clinician="Cruz")],
        "A's minutes from 10:19 to 10:20 are counted under both 97112 and 97110",
    ),
    "one clinician, two patients": (
        [block("97112", 600, 620), block("97110", 610, 630, "B")],
        "Lee is one-on-one with A (97112) and with B (97110) from 10:10 to 10:20",
    ),
    "group and one-on-one": (
        [block("97150", 600, 620), block("97112", 610, 630, "B")],
        "Lee is one-on-one with A (97150) and with B (97112) from 10:10 to 10:20",
    ),
    "a patient without a name": (
        [block("97112", 600, 620, ""), block("97110", 619, 630, "")],
        "the patient's minutes from 10:19 to 10:20 are counted under both 97112 and 97110",
    ),
    "the same twice": ([block("97112", 600, 620), block("97112", 610, 630)], "Lee provides 97112 twice from 10:10 to 10:20"),
}


@pytest.mark.parametrize(("blocks", "said"), CLASHES.values(), ids=CLASHES)
def test_contradictions_are_told(blocks: list[Block], said: str) -> None:
    (clash,) = read_schedule(blocks, "A").clashes
    assert clash.text == said
    assert clash.rule == ("one-on-one minutes cannot overlap" if "one-on-one" in said else "one patient's minutes count once")
    assert (clash.first, clash.second) == (0, 1)
    assert (clash.start, clash.end) == (max(each.start for each in blocks), min(each.end for each in blocks))


def test_touching_blocks_and_unattended_modalities_do_not_clash() -> None:
    blocks = [
        block("97112", 600, 620),
        block("97110", 620, 640),
        block("G0283", 600, 640, clinician=None),
        block("97112", 640, 655, "B"),
    ]
    assert read_schedule(blocks, "A").clashes == ()


def test_a_group_needs_company_at_the_same_time() -> None:
    company = [block("97150", 600, 630), block("97150", 610, 640, "B")]
    assert read_schedule(company, "A").alone == ()
    assert read_schedule(company, "A").clashes == ()
    assert read_schedule([company[0]], "A").alone == (0,)
    assert read_schedule([company[0], block("97150", 630, 640, "B")], "A").alone == (0, 1)
    assert read_schedule([company[0], block("97150", 610, 640, "B", "Cruz")], "A").alone == (0, 1)


@pytest.mark.parametrize(("start", "end"), [(600, 600), (610, 600), (-1, 10), (1430, 1441)])
def test_a_block_runs_forward_within_one_day(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not run forward within one day"):
        block("97112", start, end)


def test_the_whole_day_is_a_block() -> None:
    assert read_schedule([block("97112", 0, 1440)], "A").given["97112"].minutes == 1440
    assert read_schedule([block("97112", 0, 1440)], "B").given == {}
    assert (clock(0), clock(605)) == ("00:00", "10:05")
