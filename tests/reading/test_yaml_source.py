"""What strict reading lets through, and what it refuses: text in, values or places out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.reading.problem import ProblemsFound
from macros.reading.yaml_source import YamlSource, read, read_text

REFUSED = {
    # name: (text, [(line, column, part of what is wrong, part of how to fix it)])
    "equal keys": ("a: 1\nb: 2\na: 3\n", [(3, 1, "`a` is used twice (first on line 1)", "keep one")]),
    "equal keys in flow": ("x: {a: 1, a: 2}\n", [(1, 11, "`a` is used twice", "keep one")]),
    "clock time": ("start: 10:30\n", [(1, 8, "clock time 10:30", '"10:30"')]),
    "clock time with seconds": ("- 1:02:03\n", [(1, 3, "clock time 1:02:03", '"1:02:03"')]),
    "NO": ("country: NO\n", [(1, 10, "NO is read as false", 'write false, or "NO"')]),
    "yes": ("a: yes\n", [(1, 4, "yes is read as true", 'write true, or "yes"')]),
    "On": ("a: On\n", [(1, 4, "On is read as true", "write true")]),
    "off": ("a: off\n", [(1, 4, "off is read as false", "write false")]),
    "y": ("a: y\n", [(1, 4, "y is read as true", "write true")]),
    "True": ("a: True\n", [(1, 4, "True is read as true", "write true")]),
    "anchor and alias": ("a: &x 1\nb: *x\n", [(1, 4, "anchor &x", "delete"), (2, 4, "alias *x", "write the value out")]),
    "merge key": ("a:\n  <<: {b: 1}\n", [(2, 3, "merge key", "write the fields out")]),
    "tag": ("a: !!str 5\n", [(1, 4, "tag", "delete")]),
    "python tag": ("a: !!python/object/apply:os.system [ls]\n", [(1, 4, "tag", "delete")]),
    "second document": ("a: 1\n---\nb: 2\n", [(2, 1, "second document", "delete the `---`")]),
    "unquoted date": ("a: 2026-03-02\n", [(1, 4, "date 2026-03-02", '"2026-03-02"')]),
    "octal": ("a: 012\n", [(1, 4, "number 012", '"012"')]),
    "hexadecimal": ("a: 0x1F\n", [(1, 4, "number 0x1F", "quotes")]),
    "thousands": ("a: 2_480\n", [(1, 4, "number 2_480", "quotes")]),
    "exponent": ("a: 1e3\n", [(1, 4, "number 1e3", "quotes")]),
    "key that is a number": ("97112: 2\n", [(1, 1, "key 97112 is a number", '"97112"')]),
    "key that is a list": ("[a]: 1\n", [(1, 1, "key that is not text", "name before the colon")]),
    "too far left": ("a:\n  - id: x\n   b: 1\n", [(3, 4, "not valid YAML", "indent this line as far as the fields above it")]),
    "colon in a text": ("a: Note: b\n", [(1, 8, "not valid YAML", "double quotes")]),
    "tab": ("a:\n\tb: 1\n", [(2, 1, "not valid YAML", "")]),
    "open bracket": ("a: [1, 2\nb: 3\n", [(2, 2, "not valid YAML", "")]),
    "empty": ("", [(1, 1, "is empty", "")]),
    "only a comment": ("# later\n", [(1, 1, "is empty", "")]),
    "too deep": ("[" * 60 + "]" * 60, [(1, 41, "nested deeper than 40", "flatter")]),
    "a long key": ("k" * 201 + ": 1\n", [(1, 1, "key is longer than 200 characters", "write a name")]),
    "a key of two lines": ('"a\\nb": 1\n', [(1, 1, "longer than 200 characters, or than a line", "write a name")]),
    "a text without end": ("a: " + "x" * 20_001, [(1, 4, "the text has 20001 characters", "split it")]),
    "digits without end": ("a: " + "9" * 400 + ".0", [(1, 4, "the number has 402 characters", "at most 18")]),
    "an escaped mark of direction": ('a: "\\u202Ex"\n', [(1, 4, "invisible character U+202E", "delete its escape")]),
    "an escaped key of zero width": ('"a\\u200B": 1\n', [(1, 1, "invisible character U+200B", "delete its escape")]),
    "an escaped control character": ('a: "\\e[31m"\n', [(1, 4, "control character U+001B", "delete its escape")]),
    "several at once": (
        "a: yes\nb: 10:30\nb: 1\n",
        [(1, 4, "yes", ""), (2, 4, "10:30", ""), (3, 1, "`b` is used twice", "")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_is_refused_at_its_place(text: str, expected: list[tuple[int, int, str, str]]) -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_text(text, "facts.yml")
    found = caught.value.problems
    assert [(problem.line, problem.column) for problem in found] == [(line, column) for line, column, _, _ in expected]
    for problem, (_, _, what, fix) in zip(found, expected, strict=True):
        assert what in problem.what
        assert fix in problem.fix
        assert "\n" not in str(problem)
        assert str(problem).startswith(f"facts.yml:{problem.line}:{problem.column}: ")


KEPT = {
    "quoted clock time": ('a: "10:30"\n', {"a": "10:30"}),
    "quoted code": ('a: "97112"\n', {"a": "97112"}),
    "quoted no": ("a: 'NO'\n", {"a": "NO"}),
    "numbers": ("a: 8\nb: -3\nc: 33.4009\nd: 0\n", {"a": 8, "b": -3, "c": 33.4009, "d": 0}),
    "truth and nothing": ("a: true\nb: false\nc: null\nd:\n", {"a": True, "b": False, "c": None, "d": None}),
    "words that begin like dates": ("a: 2020-01-01 hard edits\n", {"a": "2020-01-01 hard edits"}),
    "folded text": ("a: >-\n  one\n  two\n", {"a": "one two"}),
    "a number in block text stays text": ("a: |-\n  97112\n", {"a": "97112"}),
    "byte order mark": ("\ufeffa: 1\n", {"a": 1}),
    "windows line ends": ("a: 1\r\nb: x\r\n", {"a": 1, "b": "x"}),
    "one document with its marker": ("---\na: 1\n", {"a": 1}),
    "norwegian": ("a: north\n", {"a": "north"}),
}


@pytest.mark.parametrize(("text", "expected"), KEPT.values(), ids=KEPT)
def test_is_read_as_written(tmp_path: Path, text: str, expected: object) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(text.encode())
    assert read(path).plain() == expected


def test_a_file_over_half_a_mebibyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.yml"
    line = "- " + "x" * 9_997 + "\n"
    path.write_text(line * 53)
    with pytest.raises(ProblemsFound, match="larger than 512 KiB"):
        read(path)
    path.write_text(line * 52)
    assert len(str(read(path).plain())) > 500_000


def test_of_a_hundred_faults_the_first_hundred_are_told() -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_text("- yes\n" * 5_000, "facts.yml")
    assert [problem.line for problem in caught.value.problems] == list(range(1, 101))


def test_bytes_that_are_not_utf8_are_refused_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.yml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(ProblemsFound, match=r"latin\.yml:2:7: is not UTF-8"):
        read(path)


@pytest.mark.parametrize(
    ("character", "kind"), [("\u202e", "invisible"), ("\u200b", "invisible"), ("\x85", "control"), ("\x00", "control")]
)
def test_a_character_that_nobody_sees_is_refused_at_its_place(tmp_path: Path, character: str, kind: str) -> None:
    path = tmp_path / "unseen.yml"
    path.write_text(f"a: 1\nb: é{character}\n", "utf-8")
    with pytest.raises(ProblemsFound, match=rf"unseen\.yml:2:5: holds the {kind} character U\+{ord(character):04X}; delete it"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "wide.yml"
    path.write_bytes("a: 1\n".encode(encoding))
    with pytest.raises(ProblemsFound, match="is not UTF-8"):
        read(path)


def test_a_control_character_is_refused_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bell.yml"
    path.write_bytes(b"a: 1\nb: x\x07y\n")
    with pytest.raises(ProblemsFound, match=r"bell\.yml:2:5: holds the control character U\+0007"):
        read(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r"none\.yml:1:1: cannot be read \(no such file or directory\)"):
        read(tmp_path / "none.yml")


def test_an_alias_bomb_is_refused_without_being_expanded() -> None:
    lines = ['a0: &a0 ["x","x","x","x","x","x","x","x","x"]']
    lines += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    with pytest.raises(ProblemsFound, match="alias"):
        read_text("\n".join(lines), "bomb.yml")


def test_every_value_keeps_its_place() -> None:
    text = "facts:\n  - id: S-01\n    sources: [cms,\n      noridian]\n"
    source = YamlSource(Path("scope.yml"), read_text(text, "scope.yml"))
    assert source.place(("facts", 0, "id")) == (2, 9)
    assert source.place(("facts", 0, "id"), of_key=True) == (2, 5)
    assert source.place(("facts", 0, "sources", 1)) == (4, 7)
    assert source.place(("facts", 0, "absent")) == (2, 5), "an absent value is told at its parent"


_scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-10**9, 10**9),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=20),
)  # fmt: skip
_trees = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz-_ 019", min_size=1), inner, max_size=4)
)


@given(st.dictionaries(st.text("abc", min_size=1), _trees, min_size=1))
def test_whatever_is_dumped_with_quotes_is_read_back(tree: dict[str, object]) -> None:
    """PyYAML's own writer is the independent method: fully quoted text can only mean itself."""

    class Quoting(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
    text = yaml.dump(tree, Dumper=Quoting, allow_unicode=True)
    assert read_text(text, "tree.yml").plain() == tree
