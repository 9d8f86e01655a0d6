"""Mutations of a YAML file: of its text, its bytes, and of the values in it. A generator that is seeded decides everything."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import yaml

ESCAPES = (
    "''.__class__.__mro__[1].__subclasses__()",
    "cycler.__init__.__globals__.os.popen('id')",
    "lipsum.__globals__",
    "''|attr('__class__')",
    "range(1000000000)",
    "'x' * 1000000000",
    "9 ** 9 ** 9 ** 9",
    "1 << 9999999999",
    "'{0.__class__}'.format(1)",
    "'%1000000000d' % 1",
    "'%1000000000d'|format(1)",
    "'x'|center(1000000000)",
    "'x'.center(1000000000)",
    "'x'.zfill(1000000000)",
    "joiner.__init__",
    "namespace(a=1)",
    "dict(a=1)",
    "self",
    "self._TemplateReference__context",
    "'aaaaaaaaaa'" + "|replace('a', 'aaaaaaaaaa')" * 12,
    "(" * 400 + "1" + ")" * 400,
    "1" + "+1" * 3000,
    "9" * 5000,
    "1e999",
    "1 // 0",
    "[1][5]",
    "{}.a.b",
    "nobody",
    "5|what_if",
    "'x'|what_if",
    "5|long_date",
    "'x'|days_later(99999999999)",
    "'2026-01-01'|days_later('x')",
    "none|dollars",
    "[]|min",
    "5|told(5, 5)",
    "'x'|a|a|sentence",
    "''|sentence",
    "''|a",
    "[1]|without(9)",
    "[]|first",
    "x if",
    "'",
    "not",
    "1 and",
    "caller()",
    "loop",
    "true is true",
    "1 is nothing",
)
"""Expressions of Jinja that want out, want memory or time, or make no sense."""

BLOCKS = (
    "{% for a in '0123456789' %}{% for b in '0123456789' %}{{ a }}{% endfor %}{% endfor %}",
    "{% for a in 'ab' recursive %}{{ loop('ab') }}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = 'aaaa' %}{{ x }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% extends 'x' %}",
    "{% block b %}{{ self.b() }}{% endblock %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% if %}",
    "{% endif %}",
    "{% filter center(1000000000) %}x{% endfilter %}",
    "{% call x() %}{% endcall %}",
    "{% autoescape true %}{% endautoescape %}",
    "{%",
    "{{",
    "}}",
    "{#",
    "{{ }}",
    "{% for a in b %}" * 60 + "{% endfor %}" * 60,
    "{% if 1 %}" * 400 + "{% endif %}" * 400,
)
"""Statements of Jinja of the same kinds."""

TEXTS = (
    "",
    " ",
    "\n",
    "a\nb",
    "x" * 30_000,
    "x " * 15_000,
    "\n" * 5_000,
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></script><!--",
    "javascript:alert(1)",
    "&lt;&#0;&#x110000;",
    "[link](javascript:alert(1))",
    "**" * 3_000,
    "[" * 3_000,
    "`" * 2_001,
    "> " * 500,
    "=cmd|' /C calc'!A0",
    "\u202eevil\u202c",
    "\u2066x\u2069",
    "\u200b\u200d\ufeff",
    "\u2028\u2029\x85",
    "a" + "\u0301" * 2_000,
    "\U0001f469\u200d\U0001f680",
    "\ufffe\uffff",
    "\U000e0041",
    "\xad",
    "\x00",
    "\x1b[31m",
    "\x7f",
    "İıſ",
    "ﬁ",
    "９７１１２",
    "97112",
    "97112:CQ",
    "../../etc/passwd",
    "/etc/passwd",
    "con",
    "-",
    "%s%n{0}{}",
    "{he}{nobody}",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2026-13-01",
    "1..999999999999999",
    "0001-01-01..9999-12-31",
    "2026-01-01..2026-12-31 step 0",
    "1..10 step 99999999999999999999",
    "-5..-1",
    "9..1",
    "9:00-25:00",
    "12:00 AM-12:00 AM",
    "(" * 5_000,
    "a|" * 3_000,
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
    "a-" * 2_000 + "!",
    "U-01",
    "ZZ-99",
    "medicare",
)
"""Texts that are odd wherever they stand."""

NUMBERS = (
    *(0, -1, 1, 2**31, 2**63, 10**17, 999999999999999999, -999999999999999999, 10**300, 10**4000),
    *(0.1, -0.0, 1e308, 1e-320, 123456789.123456789, True, False, None),
)

RAW = (
    *(".inf", "-.inf", ".nan", "1e400", "0x1F", "0o17", "012", "1_000", "10:30", "2026-03-02", "yes", "NO", "~", "null", "Null"),
    *("9" * 5_000, "1." + "0" * 5_000, "9" * 400 + ".0", "-" * 50, "? x", "? [a]: b", "*nobody", "&a x", "&a *a", "!!str x"),
    *("!!python/object/apply:os.system [id]", "!!python/name:os.system", "!!binary AAAA", "!<tag:x> y", "!" + "x" * 3_000),
    *(
        "<<: {a: 1}",
        "{<<: 1}",
        "[" * 60,
        "[" * 39 + "]" * 39,
        "{a: " * 60,
        "- " * 60,
        "|",
        ">",
        "|2",
        ">-5",
        "@x",
        "`x",
        "%YAML 1.1",
    ),
    *(
        '"\\ud800"',
        '"\\udfff\\ud800"',
        '"\\0"',
        '"\\u202e"',
        '"\\e[31m"',
        '"\\N"',
        '"\\L\\P"',
        '"\\x85"',
        '"\\U00110000"',
        '"\\uFFFF"',
    ),
    *(
        '"\\uFEFF"',
        '"open',
        "'open",
        '"\\z"',
        "---",
        "...",
        "--- x",
        "# only",
        "\t",
        "\tx",
        "x: y: z",
        "a, b",
        "]",
        "}",
        "\r",
        "\r\r",
    ),
    *("{" + ", ".join(f"k{i}: {i}" for i in range(3_000)) + "}", "[" + "a, " * 5_000 + "]", "{a: 1, a: 2}", "{1: 2}", "{[]: 1}"),
    *("[&a x, " + "*a, " * 2_000 + "]", "{? : }", "{: }", "[,]", '{"' + "k" * 3_000 + '": 1}', '{"a\\nb": 1}', '{"\\u202e": 1}'),
)
"""Pieces of YAML as they are typed."""

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(f'*{a}' for _ in range(9))}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

FILES = (
    *(
        b"",
        b"\n",
        b" ",
        b"\t",
        b"#",
        b"---",
        b"--- \n...\n",
        b"null\n",
        b"[]\n",
        b"{}\n",
        b"5\n",
        b"text\n",
        b"\xef\xbb\xbf",
        b"\x00",
    ),
    *(
        b"\xff\xfe",
        b"\xfe\xff\x00a",
        b"\xed\xa0\x80: 1\n",
        b"\xc0\x80: 1\n",
        b"\xf4\x90\x80\x80: x\n",
        b"a: 1\n\x80",
        b"PK\x03\x04",
    ),
    *(LAUGHS.encode(), b"- \n" * 300_000, b"- *a\n" * 200_000, b"k: v\n" * 150_000, b"[" * 500_000, b"{a: " * 200_000),
    *(
        b"a: &a [x,x]\n" * 80_000,
        b"- yes\n" * 170_000,
        b'"' + b"x" * 1_000_000 + b'"\n',
        b"a: |\n" + b"  x\n" * 200_000,
        b"\n" * 1_000_000,
    ),
    *(
        "".join(f"k{i}: v\n" for i in range(90_000)).encode(),
        b"x" * 2_000_000,
        b"- - " * 200_000,
        b"? " * 300_000,
        b"# " * 500_000,
    ),
    *(b"a: !!python/object/apply:os.system [touch /tmp/owned]\n", b"a" * 700 + b": " + b"b" * 700, b"\xc2\xa0a: 1\n"),
)
"""Whole files that are no file of ours."""


def mutated(random: Random, original: bytes) -> tuple[str, bytes]:
    """A mutation of a file, with its name."""
    name, change = random.choice(_CHANGES)
    data = change(random, original)
    if random.random() < 0.15 and data:
        further, change = random.choice(_OF_ANY)
        name, data = f"{name}, {further}", change(random, data)
    return name, data


def _of_values(change: Callable[[Random, Any, str | int, Any], None]) -> Callable[[Random, bytes], bytes]:
    """A mutation of one value: `change` is given what holds it, its place in there, and the whole."""

    def mutate(random: Random, data: bytes) -> bytes:
        whole = yaml.load(data, Loader=yaml.CSafeLoader)
        places = list(_places(whole))
        if places:
            holder, place = random.choice(places)
            change(random, holder, place, whole)
        return yaml.dump(whole, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=random.random() < 0.8, width=120).encode(
            "utf-8", "surrogatepass"
        )

    return mutate


def _places(value: Any) -> Any:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, child in inner:
        yield value, place
        yield from _places(child)


def _any_value(random: Random) -> Any:
    return random.choice(
        (
            lambda: random.choice(TEXTS),
            lambda: random.choice(NUMBERS),
            lambda: "{{ " + random.choice(ESCAPES) + " }}",
            lambda: random.choice(ESCAPES),
            lambda: random.choice(BLOCKS),
            lambda: random.choice(
                ([], {}, [[]], [{}], {"a": 1}, ["x"] * 500, {f"k{i}": i for i in range(200)}, [None], {"": ""})
            ),
            lambda: f"{random.choice(TEXTS)[:40]}{random.choice(BLOCKS)}{random.choice(TEXTS)[:40]}",
        )
    )()


def _replace(random: Random, holder: Any, place: Any, whole: Any) -> None:
    holder[place] = _any_value(random)


def _extend(random: Random, holder: Any, place: Any, whole: Any) -> None:
    old, more = holder[place], _any_value(random)
    holder[place] = f"{old}{more}" if isinstance(old, str) else [old, more] if not isinstance(old, list) else [*old, more]


def _delete(random: Random, holder: Any, place: Any, whole: Any) -> None:
    del holder[place]


def _rename(random: Random, holder: Any, place: Any, whole: Any) -> None:
    if isinstance(holder, dict):
        key = random.choice((f"{place}s", str(place)[1:], "nobody", "id", *TEXTS))
        holder[key] = holder.pop(place)


def _double(random: Random, holder: Any, place: Any, whole: Any) -> None:
    if isinstance(holder, list):
        holder[place:place] = [copy.deepcopy(holder[place])] * random.choice((1, 1, 2, 200))


def _nest(random: Random, holder: Any, place: Any, whole: Any) -> None:
    for _ in range(random.choice((1, 2, 38, 60))):
        holder[place] = random.choice(([holder[place]], {"a": holder[place]}))


def _exchange(random: Random, holder: Any, place: Any, whole: Any) -> None:
    other, there = random.choice(list(_places(whole)))
    holder[place] = copy.deepcopy(other[there])


def _near(random: Random, holder: Any, place: Any, whole: Any) -> None:
    """A number or a text that is nearly the one that stands there."""
    old = holder[place]
    if isinstance(old, str) and old:
        at = random.randrange(len(old))
        holder[place] = old[:at] + random.choice(("", " ", old[at] * 2, "é", "\u200b", "\u202e", "%", "{{", "0")) + old[at + 1 :]
    elif isinstance(old, int | float):
        holder[place] = random.choice((-old, old + 1, old * 1000, old * 10**15, float(old), str(old), old / 3))


def _spliced(random: Random, data: bytes, pieces: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(pieces) + data[at + random.choice((0, 0, 1, 5)) :]


def _of_lines(change: Callable[[Random, list[bytes], int], None]) -> Callable[[Random, bytes], bytes]:
    def mutate(random: Random, data: bytes) -> bytes:
        lines = data.split(b"\n")
        change(random, lines, random.randrange(len(lines)))
        return b"\n".join(lines)

    return mutate


def _typed(random: Random, lines: list[bytes], at: int) -> None:
    """Another value after the colon or the dash of a line."""
    head, colon, _ = lines[at].partition(b": ")
    dash = lines[at][: len(lines[at]) - len(lines[at].lstrip(b" -"))]
    lines[at] = (head + colon if colon else dash) + random.choice(RAW).encode()


def _indented(random: Random, lines: list[bytes], at: int) -> None:
    lines[at] = random.choice((b" ", b"\t", b"  \t", b"        ", b"\xc2\xa0", b"- ")) + lines[at]


def _outdented(random: Random, lines: list[bytes], at: int) -> None:
    lines[at] = lines[at][random.choice((1, 2, 40)) :]


def _dropped(random: Random, lines: list[bytes], at: int) -> None:
    del lines[at : at + random.choice((1, 1, 3))]


def _twice(random: Random, lines: list[bytes], at: int) -> None:
    lines[at:at] = lines[at : at + random.choice((1, 2, 5))]


def _long(random: Random, lines: list[bytes], at: int) -> None:
    lines[at] += random.choice((b"x", b"x ", b"# ", b" - ", b": ", b"\xcc\x81")) * random.choice((500, 30_000))


def _encoded(random: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    encoding = random.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "cp037", "utf-7", "utf-8-sig"))
    return text.encode(encoding, "replace") if random.random() < 0.8 else b"\xef\xbb\xbf" * 2 + data


_BYTES = (
    *(bytes([byte]) for byte in (0, 1, 7, 9, 11, 12, 13, 27, 127, 0x80, 0xC0, 0xFF)),
    *(
        text.encode("utf-8", "surrogatepass")
        for text in ("\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\x85", "\ud800", "\uffff")
    ),
    *(
        text.encode()
        for text in (*RAW, ": ", "- ", "\n", "\n\n", "#", '"', "'", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%")
    ),
)

_LINE_ENDS = (b"\r\n", b"\r", b"\n\r", b"\x0b", b"\xe2\x80\xa8")

_Change = tuple[str, Callable[[Random, bytes], bytes]]

_OF_VALUES: tuple[_Change, ...] = tuple(
    (name, _of_values(change))
    for name, change in (
        *[("another value", _replace)] * 4,
        ("a longer value", _extend),
        ("a value nearly as it was", _near),
        ("a value less", _delete),
        ("another key", _rename),
        ("an entry twice", _double),
        ("a value nested", _nest),
        ("a value of another place", _exchange),
    )
)
_OF_ANY: tuple[_Change, ...] = (
    *(
        (name, _of_lines(change))
        for name, change in (
            *[("another value typed", _typed)] * 2,
            ("a line indented", _indented),
            ("a line outdented", _outdented),
            ("lines less", _dropped),
            ("lines twice", _twice),
            ("a long line", _long),
        )
    ),
    ("bytes put in", lambda random, data: _spliced(random, data, _BYTES)),
    ("cut short", lambda random, data: data[: random.randint(0, len(data))]),
)
_CHANGES: tuple[_Change, ...] = (
    *_OF_VALUES,
    *_OF_ANY,
    ("another encoding", _encoded),
    ("another line end", lambda random, data: data.replace(b"\n", random.choice(_LINE_ENDS))),
    ("another file", lambda random, data: random.choice(FILES)),
)
"""Every kind of mutation by its name; those that come more often stand more than once."""
