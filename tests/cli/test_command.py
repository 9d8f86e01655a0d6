"""The command as people type it: answers, and one clear line for everything that cannot be answered."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, guide, guide_process
from tests.small_checkout import spoil, write_small_checkout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_checkout(tmp_path_factory.mktemp("checkout"))


def test_units_as_json_is_as_documented(checkout: Path) -> None:
    done = guide("units", "97112=24", "97110=23", "--json", root=checkout)
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert list(data) == ["rule", "total_timed_minutes", "acceptable", "with_modifier", "open", "steps", "warnings", "unsettled"]
    assert data["rule"] == "medicare"
    assert data["total_timed_minutes"] == 47
    assert data["acceptable"] == [{"97112": 2, "97110": 1}]
    assert list(data["acceptable"][0]) == ["97112", "97110"], "in the order typed"
    assert data["with_modifier"] == []
    assert data["unsettled"] is None
    assert any("47" in step for step in data["steps"])


@pytest.mark.parametrize(
    "arguments",
    [("units", "97112=24", "97110=23"), ("units", "97112=-"), ("check",), ("quiz", "units", "--json"), ("check", "--onn"), ()],
    ids=lambda words: " ".join(words) or "nothing",
)
def test_a_process_of_its_own_says_the_same(checkout: Path, arguments: tuple[str, ...]) -> None:
    """Most tests call the command within their own process; this is that it says there what it says in a shell."""
    shell, here = guide_process(*arguments, root=checkout), guide(*arguments, root=checkout)
    assert (shell.returncode, shell.stdout, shell.stderr) == (here.returncode, here.stdout, here.stderr)
    assert shell.stdout + shell.stderr


def test_a_tie_gives_every_acceptable_claim(checkout: Path) -> None:
    data = json.loads(guide("units", "97112=20", "97110=20", "--json", root=checkout).stdout)
    assert {tuple(sorted(claim.items())) for claim in data["acceptable"]} == {
        (("97110", 1), ("97112", 2)), (("97110", 2), ("97112", 1)),
    }  # fmt: skip


def test_an_unsettled_answer_says_why(checkout: Path) -> None:
    done = guide("units", "97112=8", "97110=8", "--rule", "capped-midpoint", "--json", root=checkout)
    data = json.loads(done.stdout)
    assert data["acceptable"] == []
    assert "no source says which code gives way" in data["unsettled"]


def test_nothing_billable_is_an_empty_claim(checkout: Path) -> None:
    assert json.loads(guide("units", "97112=7", "--json", root=checkout).stdout)["acceptable"] == [{}]
    assert "Nothing is billed." in guide("units", "97112=7", root=checkout).stdout


BAD = {
    "negative": (["97112=-5"], "cannot be negative"),
    "fraction": (["97112=7.5"], "`7.5` is not a number of minutes"),
    "words": (["97112=ten"], "`ten` is not a number of minutes"),
    "no minutes": (["97112="], "97112 has no minutes; write 97112=24 or 97112=9:00-9:24"),
    "more than a day": (["97112=1441"], "more than a day holds (1440)"),
    "day in two services": (["97112=1000", "97110=1000"], "more than a day holds (1440)"),
    "absurdly many": (["97112=99999999999999999999"], "is not a number of minutes"),
    "unknown code": (["97113=10"], "`97113` is not a code of this guide; check the code"),
    "no equals sign": (["97112"], "97112 has no minutes"),
    "minutes or units": (["97112", "24"], "`97112 24` may be minutes or units; for minutes write 97112=24"),
    "no code": (["9:00-9:24"], "`9:00-9:24` is not a service; begin with the code"),
    "half a pasted list": (["97112=15;", "97110"], "97110 has no minutes"),
    "another modifier": (["97112:KX=15"], "`KX` is not an assistant's modifier; write 97112:CQ or 97112:CO, or 97112 alone"),
    "an unknown code of an assistant": (["97113:CQ=10"], "`97113` is not a code of this guide"),
    "two disciplines": (["97112:CQ=10", "97110:CO=10"], "CQ and CO belong to two disciplines"),
    "times that overlap": (
        ["97112=9:00-9:24", "97110=9:20-9:40"],
        "the patient's minutes from 09:20 to 09:24 are counted under both 97112 and 97110; one patient's minutes count once",
    ),
    "one code twice at a time": (["97112=9:00-9:24,9:20-9:40"], "therapist provides 97112 twice from 09:20 to 09:24"),
    "minutes and times of a code": (["97112=9:00-9:24", "97112=5"], "97112 has minutes and times; write one of the two"),
    "a time backward": (["97112=9:24", "-", "9:00"], "`9:24 - 9:00` ends before it begins; write the end after the start"),
    "no such date": (["97112=15", "--on", "2026-02-30"], "`2026-02-30` is not a date"),
    "empty visit": ([], "the visit has no services"),
    "unknown rule": (["97112=10", "--rule", "medicar"], "did you mean `medicare`?"),
    "unknown option": (["97112=10", "--rules", "x"], "--rules"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD.values(), ids=BAD)
def test_a_bad_visit_is_one_line_and_exit_2(checkout: Path, arguments: list[str], said: str) -> None:
    done = guide("units", *(["--"] if arguments == ["97112=-5"] else []), *arguments, root=checkout)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


AS_TYPED = {
    "commas": ["97112=24,97110=23"],
    "commas and spaces": ["97112 = 24 min, 97110 = 23 min"],
    "semicolons": ["97112=24; 97110=23 minutes;"],
    "clock times": ["97112=9:00-9:24", "97110=9:24–9:47"],
    "words of a shell": ["97112=9:00", "AM", "to", "9:24", "AM,", "97110=9:24", "AM", "-", "9:47", "AM"],
    "across noon": ["97112=11:50am-12:14pm", "97110=12:14-12:37 PM"],
}


@pytest.mark.parametrize("arguments", AS_TYPED.values(), ids=AS_TYPED)
def test_a_day_as_people_type_it(checkout: Path, arguments: list[str]) -> None:
    assert guide("units", *arguments, root=checkout).stdout == guide("units", "97112=24", "97110=23", root=checkout).stdout


def pasted(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), "utf-8"))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_pasted_list_comes_from_standard_input(checkout: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    pasted(monkeypatch, ending.join(["\ufeff97112 9:00 AM-9:24 AM", "97110: 9:24 AM-9:47 AM", ""]).encode())
    done = guide("units", "-", root=checkout)
    assert done.stdout == guide("units", "97112=24", "97110=23", root=checkout).stdout


@pytest.mark.parametrize(("text", "said"), [(b"\xff\xfe9", "not text in UTF-8"), (b"\n\n", "the visit has no services")])
def test_a_pasted_list_that_is_none_is_one_line(checkout: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, said: str) -> None:
    pasted(monkeypatch, text)
    done = guide("units", "-", root=checkout)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_an_assistants_minutes_count_and_their_units_carry_the_modifier(checkout: Path) -> None:
    """15 of the therapist and 13 of the assistant are 28, 2 units: the therapist's full block, and the assistant's alone."""
    done = guide("units", "97112=15", "97112:CQ=13", "--on", "2026-03-02", root=checkout)
    assert done.stdout.splitlines()[-1] == "97112 × 1, 97112:CQ × 1"
    data = json.loads(guide("units", "97112=15", "97112:cq=13", "--on", "2026-03-02", "--json", root=checkout).stdout)
    assert (data["acceptable"], data["with_modifier"]) == ([{"97112": 2}], [{"97112": 1}])


def test_what_units_answers_can_be_priced(checkout: Path) -> None:
    answer = guide("units", "97112=15", "97112:CQ=13", "--on", "2026-03-02", root=checkout).stdout.splitlines()[-1]
    typed = guide("price", "97112=1", "97112:CQ=1", "--on", "2026-03-02").stdout
    assert guide("price", answer, "--on", "2026-03-02").stdout == typed
    assert guide("price", "97112=1,97112:CQ=1", "--on", "2026-03-02").stdout == typed


def test_the_service_date_decides_the_assistants_modifier(checkout: Path) -> None:
    """14 of the therapist and 8 of the assistant make 1 unit: the 10 percent test alone until 2021, none from 2022."""
    answers = {}
    for day in ("2019-12-31", "2021-12-31", "2022-01-01"):
        answers[day] = guide("units", "97112=14", "97112:CQ=8", "--on", day, root=checkout).stdout.splitlines()[-1]
    assert answers == {"2019-12-31": "97112 × 1", "2021-12-31": "97112:CQ × 1", "2022-01-01": "97112 × 1"}


def test_units_stand_where_the_modifier_is_not_settled(checkout: Path) -> None:
    """12 of the therapist and 11 of the assistant before the exception for two units: 2 units, and no source parts them."""
    done = guide("units", "97112=12", "97112:CQ=11", "97110=15", "--on", "2021-03-02", root=checkout)
    lines = done.stdout.splitlines()
    assert lines[-2] == "97112 × 2 (CQ not settled), 97110 × 1"
    assert lines[-1].startswith("Unsettled: 97112: person by person, two units are left")
    data = json.loads(guide("units", "97112=12", "97112:CQ=11", "97110=15", "--on", "2021-03-02", "--json", root=checkout).stdout)
    assert (data["acceptable"], data["with_modifier"]) == ([{"97112": 2, "97110": 1}], [{"97112": 0, "97110": 0}])
    assert data["open"] == [{"97112": 2}]
    assert data["unsettled"].startswith("97112: person by person, two units are left")


def test_another_payers_modifier_is_its_own(checkout: Path) -> None:
    done = guide("units", "97112:CQ=15", "--rule", "midpoint", root=checkout)
    assert done.stdout.splitlines()[-2:] == [
        "97112 × 1", "Mind: which units carry CQ is the payer's own; only the units are counted here."
    ]  # fmt: skip


def test_check_says_what_it_read(checkout: Path) -> None:
    done = guide("check", root=checkout)
    assert done.returncode == 0
    assert re.fullmatch(r"\d+ facts are cited by no page: `guide facts --uncited` lists them\.\n", done.stderr)
    assert "no error" in done.stdout


def test_check_tells_each_fault_in_one_line_and_exits_1(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    line = spoil(root, "docs/data/scope.yml", "checked: full", "checked: ful")
    spoil(root, "quizzes/units.yml", "ask: claim", "ask: 5")
    done = guide("check", root=root, cwd=root)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0] == f"docs/data/scope.yml:{line}:14: `ful` is not a known `checked`; did you mean `full`?"
    assert lines[1].startswith("quizzes/units.yml:20:10: 5 is a number here")
    assert lines[2:] == ["2 errors found."]


PAGES = {
    "unknown name": ("# T\n\nText.\n\n{{ qiz('units') }}\n", 5, "there is no macro `qiz`; did you mean `quiz`?"),
    "unknown name after front matter": ("---\ntitle: T\n---\n# T\n\n{{ nothing }}\n", 6, "there is no macro `nothing`"),
    "no proof": ('# T\n\nText. {{ cite("S-01") }}\n', 3, "the page cites facts and has no `proof`"),
    "unknown topic": ("# T\n\n{{ quiz('unitz') }}\n", 3, "there is no topic `unitz`"),
    "open braces": ("# T\n\n{{ quiz('units') \n", 3, "cannot be read"),
    "wrong arguments": ("# T\n\n{{ quiz() }}\n", 3, "argument"),
}


@pytest.mark.parametrize(("page", "line", "said"), PAGES.values(), ids=PAGES)
def test_a_broken_macro_on_a_page_is_told_at_its_line(tmp_path: Path, page: str, line: int, said: str) -> None:
    root = write_small_checkout(tmp_path)
    (root / "docs/broken.md").write_text(page)
    done = guide("check", root=root, cwd=root)
    assert done.returncode == 1
    assert done.stderr.startswith(f"docs/broken.md:{line}:1: ")
    assert said in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_quiz_as_json_is_a_list_of_items(checkout: Path) -> None:
    done = guide("quiz", "units", "--count", 3, "--seed", 4, "--json", root=checkout)
    items = json.loads(done.stdout)
    assert len(items) == 3
    assert done.stdout == guide("quiz", "all", "--count", 3, "--seed", 4, "--json", root=checkout).stdout
    told = guide("quiz", "units", "--count", 3, "--seed", 4, root=checkout).stdout
    for item in items:
        assert item["stem"] in told
        assert item["id"] in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["unit"], "did you mean `units`?"), (["units", "--count", "0"], "asks for no item"), ([], "TOPIC")],
    ids=["unknown topic", "no item", "no topic"],
)
def test_a_bad_quiz_is_one_line_and_exit_2(checkout: Path, arguments: list[str], said: str) -> None:
    done = guide("quiz", *arguments, root=checkout)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_root_that_is_not_there_is_one_line() -> None:
    done = guide("check", root=Path("/nowhere"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_python_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    """A copy of the package with a fault in a rule: the file and line are named, and nothing more."""
    shutil.copytree(ROOT / "macros", tmp_path / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "macros/rules/units.py"
    path.write_text(path.read_text() + "\ndef broken(:\n")
    line = path.read_text().count("\n")
    done = guide_process("check", root=write_small_checkout(tmp_path), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"macros/rules/units.py:{line}:" in done.stderr


def test_edits_as_json_is_as_documented() -> None:
    done = guide("edits", "97112", "97530", "--on", "2026-03-02", "--json")
    data = json.loads(done.stdout)
    assert {"active", "rows", "as_of", "steps"} <= data.keys()
    assert data["active"] is False
    assert data["as_of"] == "2026-10-01"
    assert any("October 1, 2026" in step for step in data["steps"])
    edited = json.loads(guide("edits", "97112", "97150", "--json").stdout)
    assert (edited["active"], edited["denies"], edited["modifier_opens"]) == (True, "97112", True)
    assert edited["rows"][-1]["indicator"] == 1


@pytest.mark.parametrize(
    ("pair", "last"),
    [
        (("97140", "97124"), "Edited: 97124 denies. No modifier is allowed."),
        (
            ("97112", "97150"),
            "Edited: 97112 denies, unless the services were separate, the record shows it, and a modifier says so.",
        ),
        (("97112", "97110"), "Not edited."),
        (("97110", "97535"), "Unsettled."),
    ],
)
def test_the_last_line_on_a_pair_says_whether_a_modifier_opens_it(pair: tuple[str, str], last: str) -> None:
    assert guide("edits", *pair).stdout.splitlines()[-1] == last


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("20560", "20560: Medicare gave it non-covered status in 2020"),
        ("97014", "97014: Medicare does not take it; for Medicare the service is G0283."),
    ],
)
def test_coverage_comes_before_edits_units_and_dollars(code: str, said: str) -> None:
    assert guide("edits", "97112", code).stdout.startswith(f"Mind: {said}")
    assert "The edits do not decide coverage." in guide("edits", "97112", code).stdout.splitlines()[-1]
    assert f"Mind: {said}" in guide("units", "97112=15", f"{code}=15").stdout
    assert said in json.loads(guide("edits", "97112", code, "--json").stdout)["coverage"][0]
    assert said in json.loads(guide("units", f"{code}=15", "--json").stdout)["warnings"][0]


def test_units_above_a_limit_are_told_of_both_tables() -> None:
    said = guide("units", "97112=600").stdout
    for table, most in (("practitioner", 4), ("hospital", 6)):
        assert f"Mind: 97112: 40 units are above the limit of {most} a day (MUE) in the {table} table of October 1, 2026" in said
    assert "above the limit" not in guide("units", "97112=60").stdout
    assert "the limit of 4 a day (MUE) in the practitioner table" in guide("price", "97112=9", "--on", "2026-03-02").stdout
    assert "above the limit" not in guide("units", "97112=600", "--rule", "midpoint").stdout


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("97121", "if it is a typo, did you mean `97112` (neuromuscular reeducation)?"),
        ("971112", "if it is a typo, did you mean `97112` (neuromuscular reeducation)"),
        ("GO283", "if it is a typo, did you mean `G0283` (unattended electrical stimulation)?"),
        ("98943", "it is a code, but this guide does not describe it: leave it out"),
        ("97036", "it is a code, but this guide does not describe it: leave it out"),
        ("97115", "check the code"),
        ("98990", "check the code"),
    ],
)
def test_a_hint_names_no_other_service_unless_by_a_slip(typed: str, said: str) -> None:
    for arguments in (("units", f"{typed}=15"), ("price", f"{typed}=1", "--on", "2026-03-02")):
        done = guide(*arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("97129", "billed once a day"),
        ("97130", "97130 adds time to 97129"),
        ("90913", "90913 adds time to 90912"),
        ("97551", "97551 adds time to 97550"),
        ("98980", "billed by the month or the period"),
    ],
)
def test_a_code_that_is_not_counted_by_the_day_says_why(code: str, said: str) -> None:
    done = guide("units", f"{code}=30")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


BAD_EDITS = {
    "one code twice": (["97112", "97112"], "given twice"),
    "unknown code": (["97112", "97113x"], "is not a code of this guide"),
    "no such day": (["97112", "97530", "--on", "2026-02-30"], "is not a date"),
    "unknown table": (["97112", "97530", "--table", "hospitals"], "did you mean `hospital`?"),
    "one code": (["97112"], "CODE"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD_EDITS.values(), ids=BAD_EDITS)
def test_a_bad_pair_is_one_line_and_exit_2(arguments: list[str], said: str) -> None:
    done = guide("edits", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


COMMAND_PAGE = ROOT / "docs/contribute/command.md"


def documented(tmp_path: Path, name: str) -> Path:
    """A file as the page on the command shows it."""
    text = COMMAND_PAGE.read_text("utf-8").partition(f'title="{name}"\n')[2].partition("```")[0]
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_the_page_names_the_fields_of_each_answer_as_they_come(tmp_path: Path) -> None:
    arguments = {
        "units": ["97112=24"],
        "edits": ["97112", "97150"],
        "price": ["97112=2", "--on", "2026-03-02"],
        "claim": [str(documented(tmp_path, "visit.yml"))],
    }
    section = COMMAND_PAGE.read_text("utf-8").partition("## JSON of units, edits, prices and claims")[2].partition("\n## ")[0]
    rows = {
        command: re.findall(r"`(\w+)`", fields)
        for command, fields in re.findall(r"^\| `guide (\w+)` \|(.+)\|$", section, re.MULTILINE)
    }
    assert rows == {name: list(json.loads(guide(name, *words, "--json").stdout)) for name, words in arguments.items()}


def test_the_documented_visit_becomes_a_claim(tmp_path: Path) -> None:
    done = guide("claim", documented(tmp_path, "visit.yml"), "--json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert list(data) == ["acceptable", "not_payable", "total_timed_minutes", "steps", "warnings", "unsettled", "open", "payment"]
    assert data["acceptable"] == [
        [
            {"code": "97112", "units": 1, "modifiers": ["GP", "KX"]},
            {"code": "97112", "units": 1, "modifiers": ["GP", "CQ", "KX"]},
            {"code": "97140", "units": 1, "modifiers": ["GP", "KX"]},
            {"code": "97161", "units": 1, "modifiers": ["GP", "KX"]},
        ]
    ]
    assert data["total_timed_minutes"] == 50
    assert data["unsettled"] is None
    assert data["payment"]["total"] == "168.83"
    assert data["payment"]["totals"] == ["168.83"]
    assert any("KX threshold" in warning for warning in data["warnings"])


def test_the_documented_visit_with_times_becomes_a_claim(tmp_path: Path) -> None:
    done = guide("claim", documented(tmp_path, "visit-with-times.yml"))
    assert done.returncode == 0, done.stderr
    assert "97112 × 2  GP" in done.stdout  # 25 + 15 = 40 minutes: 3 units; rests 10 and 0
    assert "97110 × 1  GP CQ" in done.stdout
    assert "KX is not decided" in done.stdout


def test_the_documented_day_of_two_disciplines_becomes_two_claims(tmp_path: Path) -> None:
    # PT 30 + 15 minutes: 2 and 1 units; OT 15: 1. 97530 has the highest practice expense: 24.88 x 2 + 35.07 + 25.05 = 109.88.
    path = documented(tmp_path, "visit-of-two-disciplines.yml")
    done = guide("claim", path)
    assert done.returncode == 0, done.stderr
    pt, ot = done.stdout.partition("Claim for PT:")[2].split("Claim for OT:")
    assert "97112 × 2  GP KX\n  97530 × 1  GP KX" in pt
    assert "97530 × 1  GO\n" in ot
    assert "The day: allowed $109.88." in ot
    data = json.loads(guide("claim", path, "--json").stdout)
    assert [each["total_timed_minutes"] for each in data["disciplines"]] == [45, 15]
    (day,) = data["acceptable"]
    assert [claim["discipline"] for claim in day["claims"]] == ["PT", "OT"]
    assert [line["modifiers"] for claim in day["claims"] for line in claim["lines"]] == [["GP", "KX"], ["GP", "KX"], ["GO"]]
    assert day["payment"]["total"] == "109.88"


def test_minutes_under_two_disciplines_are_one_line_and_exit_2(tmp_path: Path) -> None:
    path = documented(tmp_path, "visit-of-two-disciplines.yml")
    path.write_text(path.read_text("utf-8").replace("10:15-10:30", "10:15-10:25"), "utf-8")
    done = guide("claim", path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "from 10:25 to 10:30 are counted under both PT (97530) and OT (97530)" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_not_payable_is_said_and_stands_on_no_line(tmp_path: Path) -> None:
    path = tmp_path / "visit.yml"
    path.write_text(
        'service_date: "2026-03-02"\nservices: [{code: "97161", assistant: 30}, {code: "97112", minutes: 20}]\n', "utf-8"
    )
    done = guide("claim", str(path))
    assert "97161 ×" not in done.stdout
    assert "97161 is not payable. An evaluation is the therapist's own: an assistant may not evaluate." in done.stdout
    data = json.loads(guide("claim", str(path), "--json").stdout)
    assert [refusal["code"] for refusal in data["not_payable"]] == ["97161"]
    assert [[line["code"] for line in claim] for claim in data["acceptable"]] == [["97112"]]


@pytest.mark.parametrize("line", ["97161:CQ=1", "97168:CO=1"])
def test_an_assistants_evaluation_has_no_price(line: str) -> None:
    done = guide("price", line, "97112=1", "--on", "2026-03-02")
    assert done.returncode == 2
    assert "is not payable, for an assistant may not evaluate" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_edited_line_and_a_tie_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "visit.yml"
    path.write_text(
        'service_date: "2026-03-02"\nservices: [{code: "97112", minutes: 20}, {code: "97110", minutes: 20}, {code: "97150"}]\n',
        "utf-8",
    )
    done = guide("claim", path)
    assert done.stdout.count("97112 × ") == 2
    assert "denies beside 97150" in done.stdout
    data = json.loads(guide("claim", path, "--json").stdout)
    assert [line["denied_by"] for line in data["acceptable"][0] if "denied_by" in line] == ["97150", "97150"]
    assert len(data["payment"]["totals"]) == 2


def test_an_unsettled_visit_says_why(tmp_path: Path) -> None:
    path = tmp_path / "visit.yml"
    path.write_text('service_date: "2021-03-02"\nservices: [{code: "97112", therapist: 14, assistant: 9}]\n', "utf-8")
    data = json.loads(guide("claim", path, "--json").stdout)
    assert data["acceptable"] == []
    assert data["payment"] is None
    assert data["unsettled"].startswith("97112: person by person, two units are left")
    assert "Unsettled: 97112" in guide("claim", path).stdout


def test_a_settled_claim_stands_beside_one_that_is_not(tmp_path: Path) -> None:
    path = tmp_path / "visit.yml"
    services = '[{code: "97112", therapist: 12, assistant: 8}, {code: "97530", minutes: 20}]'
    path.write_text(f'service_date: "2026-03-02"\nyear_to_date: 0\nservices: {services}\n', "utf-8")
    text = guide("claim", path).stdout
    claims = text[text.index("Claim:") :].splitlines()
    assert claims[:3] == ["Claim:", "  97112 × 1  GP", "  97530 × 2  GP"]
    assert claims[3].startswith("  allowed: $85.00. Medicare pays $")
    assert claims[4:7] == ["or, not settled:", "  97112 × 2  GP (CQ not settled)", "  97530 × 1  GP"]
    assert claims[7].startswith("  allowed: $84.83. Medicare pays $")  # 35.07 + 2 x 24.88
    assert claims[8] == (
        "Unsettled: 97112: person by person, two units are left, with 12 minutes from the therapist and 8 from "
        "the assistant, and no source says "
        "how to divide them."
    )
    data = json.loads(guide("claim", path, "--json").stdout)
    assert [[(line["code"], line["units"]) for line in lines] for lines in data["acceptable"]] == [[("97112", 1), ("97530", 2)]]
    assert data["payment"]["totals"] == ["85.00"]
    (claim,) = data["open"]
    assert claim["lines"][0] == {"code": "97112", "units": 2, "modifiers": ["GP"], "open_modifier": "CQ"}
    assert (claim["payment"]["total"], len(claim["payment"]["paid"])) == ("84.83", 3)
    assert claim["why"] == [data["unsettled"]]


def test_a_day_of_two_disciplines_keeps_its_settled_way(tmp_path: Path) -> None:
    path = tmp_path / "visit.yml"
    services = (
        '[{code: "97112", therapist: 12, assistant: 8, discipline: PT}, {code: "97530", minutes: 20, discipline: PT}, '
        '{code: "97535", minutes: 15, discipline: OT}]'
    )
    path.write_text(f'service_date: "2026-03-02"\nservices: {services}\n', "utf-8")
    text = guide("claim", path).stdout
    assert text.index("  97112 × 1  GP\n") < text.index("or, not settled:\n") < text.index("  97112 × 2  GP (CQ not settled)\n")
    assert text.count("  97535 × 1  GO\n") == 2
    data = json.loads(guide("claim", path, "--json").stdout)
    assert (len(data["acceptable"]), len(data["open"])) == (1, 1)
    assert data["open"][0]["why"] == [data["disciplines"][0]["unsettled"]]


@pytest.mark.parametrize("command", ["claim", "record"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "input.yml:1:1: "),
        ("a: [\n", "input.yml:"),
        ("a: 1\na: 2\n", "input.yml:2:1: the key `a` is used twice"),
    ],
)
def test_a_file_that_is_no_good_is_one_line_and_exit_2(tmp_path: Path, command: str, text: str, said: str) -> None:
    path = tmp_path / "input.yml"
    path.write_text(text, "utf-8")
    done = guide(command, path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["claim", "record"])
def test_a_file_that_is_not_there_is_one_line_and_exit_2(tmp_path: Path, command: str) -> None:
    done = guide(command, tmp_path / "none.yml")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "none.yml" in done.stderr


def test_a_fault_of_a_visit_is_one_line_and_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "visit.yml"
    path.write_text('service_date: "2017-03-02"\nservices: [{code: "97112", minutes: 15}]\n', "utf-8")
    done = guide("claim", path)
    assert done.returncode == 2
    assert done.stderr.endswith("visit.yml:1:15: 2017-03-02 is before the data begins; use a service date from 2018-01-01 on\n")
    assert len(done.stderr.splitlines()) == 1


def test_price_as_json_is_as_documented() -> None:
    data = json.loads(guide("price", "97112=2", "97110=1", "--on", "2026-03-02", "--json").stdout)
    assert list(data) == [
        "lines", "total", "paid", "without_reduction", "conversion_factor", "steps", "unsettled", "warnings",
    ]  # fmt: skip
    assert data["total"] == "79.82"
    assert data["without_reduction"] == "94.52"
    assert data["conversion_factor"] == "33.4009"
    assert data["lines"][0] == {
        "code": "97112", "units": 2, "assistant": False, "in_full": 1, "amounts": ["32.73", "24.88"], "allowed": "57.61",
        "medicare": "46.09", "patient": "11.52",
    }  # fmt: skip


def test_price_names_the_limit_of_units_in_both_tables() -> None:
    def warned(*lines: str) -> list[str]:
        data = json.loads(guide("price", *lines, "--on", "2026-03-02", "--json").stdout)
        return [text.partition(" table ")[0] for text in data["warnings"]]

    assert warned("97112=4") == []
    assert warned("97112=6") == ["97112: 6 units are above the limit of 4 a day (MUE) in the practitioner"]
    nine = guide("price", "97112=5", "97112:CQ=4", "--on", "2026-03-02").stdout
    assert "Mind: 97112: 9 units are above the limit of 4 a day (MUE) in the practitioner table of " in nine
    assert "Mind: 97112: 9 units are above the limit of 6 a day (MUE) in the hospital table of " in nine


def test_price_takes_a_place_a_model_and_the_assistants_modifier() -> None:
    assert "Allowed: $31.37" in guide("price", "97112=1", "--on", "2026-03-02", "--locality", "ohio").stdout
    assert "33.5675" in guide("price", "97112=1", "--on", "2026-03-02", "--qualifying").stdout
    data = json.loads(guide("price", "97112=1", "97112:cq=1", "--on", "2026-03-02", "--json").stdout)
    assert data["total"] == "57.61"
    assert data["paid"] == [{"medicare": "43.10", "patient": "11.53"}, {"medicare": "42.16", "patient": "11.53"}]
    assert data["unsettled"]
    assert [line["allowed"] for line in data["lines"]] == [None, None]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["97112"], "97112 has no units; write units such as 97112=2"),
        (["97112", "2"], "`2` is not a number of units for 97112; write units such as 97112=2"),
        (["97112=15 min"], "`15 min` is not a number of units for 97112"),
        (["97112:GP=2"], "`GP` is not an assistant's modifier"),
        (["97112=2,97999=1"], "`97999` is not a code of this guide"),
        (["97112=0"], "97112: 0 is not a number of units; write 1 or more"),
        (["97112=-1"], "`-1` is not a number of units for 97112"),
        (["97999=1"], "`97999` is not a code of this guide"),
        (["97533=1"], "the guide has no fee for 97533 in 2026; leave it out"),
        (["97112=1", "--locality", "ohoi"], "there is no locality `ohoi`"),
        (["97112=1", "--on", "March"], "`March` is not a date; write it as 2026-03-02"),
        (["97112=1", "--on", "2018-03-02"], "the guide has no fee for 2018; it has those of 2019-01-01 to 2026-12-31"),
    ],
)
def test_a_bad_price_is_one_line_and_exit_2(arguments: list[str], said: str) -> None:
    when = [] if "--on" in arguments else ["--on", "2026-03-02"]
    done = guide("price", *arguments, *when)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_the_documented_note_is_read(tmp_path: Path) -> None:
    path = documented(tmp_path, "note.yml")
    data = json.loads(guide("record", path, "--json").stdout)
    assert list(data) == [
        "document", "date", "missing", "missing_if", "assumed", "advised", "contradictions", "signature", "certified", "due",
        "late", "days_late", "next_due", "steps",
    ]  # fmt: skip
    assert data["missing"] == []
    assert [(each["concept"], each["by"]) for each in data["missing_if"]] == [("contributors", "medicare")]
    assert data["contradictions"] == [
        "The timed total of 22 minutes makes 1 timed unit, not 2; 2 timed units take 23 to 37 minutes."
    ]
    told = guide("record", path).stdout
    assert (
        "Only if more than one person took part: the name of each person who took part, where more than one did "
        "(Medicare; D-23f)" in told
    )
    assert "Missing: " not in told
    assert "Advised: " in told


def test_a_certification_tells_its_days(tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    path.write_text('document: certification\ndate: "2026-05-01"\nfirst_treatment: "2026-03-02"\nsigned: "2026-04-02"\n', "utf-8")
    data = json.loads(guide("record", path, "--json").stdout)
    assert data["certified"] == {"met": False, "due": "2026-04-01"}
    assert data["due"] == "2026-05-31"
    assert (data["late"], data["days_late"], data["next_due"]) == (False, 0, None)
    assert "First certification: not in time; the last day for it: April 1, 2026.\n" in guide("record", path).stdout


CERTIFICATION = 'document: certification\nfirst_treatment: "2026-03-02"\nsigned: "2026-03-20"\n'
REPORT = "document: progress-report\ntreatment_days: [" + ", ".join(f'"2026-03-{day:02}"' for day in range(2, 24)) + "]\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CERTIFICATION + 'date: "2026-05-31"\n', "Recertification: due by May 31, 2026."),
        (
            CERTIFICATION + 'date: "2026-06-02"\n',
            "Recertification: was due by May 31, 2026, 2 days ago, if treatment went on; none is recorded.",
        ),
        (
            CERTIFICATION + 'date: "2026-06-20"\nrecertified: "2026-06-01"\n',
            "Recertification: was due by May 31, 2026; late by 1 day.\nNext recertification: due by August 30, 2026.",
        ),
        (
            CERTIFICATION + 'date: "2026-06-20"\nrecertified: "2026-05-29"\n',
            "Recertification: due by May 31, 2026; in time.\nNext recertification: due by August 27, 2026.",
        ),
        (
            REPORT + 'date: "2026-03-11"\n',
            "Progress report: due by March 11, 2026; in time.\nNext progress report: due by March 21, 2026.",
        ),
        (
            REPORT + 'date: "2026-03-12"\n',
            "Progress report: was due by March 11, 2026; late by 1 day.\nNext progress report: due by March 22, 2026.",
        ),
    ],
)
def test_a_day_that_is_past_is_never_the_next_one(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "record.yml"
    path.write_text(text, "utf-8")
    assert f"{told}\n" in guide("record", path).stdout


def test_the_steps_of_a_certification_by_an_order_do_not_contradict_each_other(tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    order = 'date: "2026-06-20"\norder: "2026-02-27"\nsent: "2026-03-04"\n'
    path.write_text('document: certification\nfirst_treatment: "2026-03-02"\n' + order, "utf-8")
    told = guide("record", path).stdout
    assert "together they count as the signature on the first plan." in told
    assert "an order on file counts for the first certification only." in told
    assert "needs no signature" not in told


def test_the_bank_of_a_checkout_is_counted(checkout: Path) -> None:
    data = json.loads(guide("bank", "--json", root=checkout).stdout)
    assert list(data) == ["topics", "scenarios", "questions", "bank", "cases"]
    assert (data["topics"], data["scenarios"], data["cases"]) == (1, 1, [])
    assert data["questions"] == sum(each["questions"] for each in data["bank"]) > 0
    assert list(data["bank"][0]) == ["topic", "scenario", "level", "ask", "kind", "questions", "more", "proven"]


@pytest.mark.proof
def test_the_bank_is_counted() -> None:
    data = json.loads(guide("bank", "--json").stdout)
    assert list(data) == ["topics", "scenarios", "questions", "bank", "cases"]
    assert data["scenarios"] == len(data["bank"]) >= 80
    assert data["questions"] >= 10_000
    assert list(data["bank"][0]) == ["topic", "scenario", "level", "ask", "kind", "questions", "more", "proven"]


def test_a_question_is_previewed_with_its_key_and_reasons(checkout: Path) -> None:
    done = guide("preview", checkout / "quizzes/units.yml", "two-codes", "--seed", "2", root=checkout)
    assert done.returncode == 0, done.stderr
    assert "How is it billed to Medicare?" in done.stdout
    assert done.stdout.count("  * ") == 1
    assert "  1. Add up the timed minutes" in done.stdout
    assert "Source: A manual" in done.stdout


@pytest.mark.parametrize(
    ("file", "name", "said"),
    [
        ("quizzes/units.yml", "two-code", "has no scenario `two-code`; did you mean `two-codes`?"),
        ("docs/data/units.yml", "two-codes", "is no topic or case of this checkout"),
    ],
)
def test_a_bad_preview_is_one_line_and_exit_2(checkout: Path, file: str, name: str, said: str) -> None:
    done = guide("preview", checkout / file, name, root=checkout)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_a_new_scenario_is_sound_as_it_is_begun(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    for topic in ("units", "more"):
        done = guide("new", "scenario", topic, f"begun-in-{topic}", root=root)
        assert done.returncode == 0, done.stderr
        assert "guide preview" in done.stdout
    spoil(root, "quizzes/more.yml", "reference/minutes-and-units.md", "index.md")
    assert guide("check", root=root).returncode == 0
    assert "Answer" not in guide("preview", root / "quizzes/more.yml", "begun-in-more", root=root).stderr
    again = guide("new", "scenario", "more", "begun-in-units", root=root)
    assert again.returncode == 2
    assert "the scenario `begun-in-units` is already in units.yml; choose another id" in again.stderr
    assert guide("new", "scenario", "More!", "x", root=root).returncode == 2


@pytest.mark.parametrize("code", ["97129", "97130", "97550", "97551", "90912"])
def test_a_timed_code_that_is_not_counted_is_not_to_be_left_out(code: str) -> None:
    done = guide("units", f"{code}=15", "97112=7", "--on", "2026-03-02")
    assert done.returncode == 2
    assert "leave it out" not in done.stderr
    assert "count this day by hand" in done.stderr
    assert done.stderr.strip().count("\n") == 0


def test_a_code_that_medicare_does_not_take_has_no_limit_to_appeal() -> None:
    said = guide("units", "97014=20").stdout
    assert "for Medicare the service is G0283" in said
    assert "limit" not in said
