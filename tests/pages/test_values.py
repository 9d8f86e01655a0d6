"""Single numbers in running text, each worked out here from the data by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.pages import values
from macros.rules.refused import Refused
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Guide.load(ROOT).library


def _read(name: str) -> dict[str, list[dict[str, object]]]:
    loaded: dict[str, list[dict[str, object]]] = plain_yaml(ROOT / f"docs/data/{name}.yml")
    return loaded


def _cents(amount: Decimal) -> str:
    return f"${amount.quantize(Decimal('0.01'), ROUND_HALF_UP)}"


@pytest.mark.parametrize("year", [2020, 2025, 2026])
@pytest.mark.parametrize("code", ["97112", "97530"])
def test_a_fee_is_the_relative_values_times_the_factor(year: int, code: str) -> None:
    fees = _read("fees")
    (of_year,) = [entry["values"] for entry in fees["fees"] if entry["year"] == year]
    row = {name: Decimal(str(value)) for name, value in of_year[code].items()}  # type: ignore[index]
    (amount,) = [
        Decimal(str(entry["amount"]))
        for entry in fees["conversion_factors"]
        if entry["until"] == f"{year}-12-31" and entry["kind"] != "qualifying"
    ]
    full = sum(row.values()) * amount
    later = (sum(row.values()) - row["practice_expense"] / 2) * amount
    assert values.fee(LIBRARY, code, year=year) == _cents(full)
    assert values.fee(LIBRARY, code, "later", year) == _cents(later)
    assert values.factor(LIBRARY, year) == f"${amount}"


def test_without_a_year_it_is_the_newest() -> None:
    assert values.newest_year(LIBRARY) == "2026"
    assert values.fee(LIBRARY, "97112") == values.fee(LIBRARY, "97112", "first", 2026)
    assert values.factor(LIBRARY, 2026, qualifying=True) == "$33.5675"
    assert values.threshold(LIBRARY) == "$2,480"
    assert values.threshold(LIBRARY, 2018, "ot") == "$2,010"
    assert values.threshold(LIBRARY, 2018, "review") == "$3,000"


def test_days_and_limits_are_those_of_their_files() -> None:
    for period in _read("periods")["periods"]:
        assert values.days(LIBRARY, str(period["id"])) == str(period["days"])
    rows = [row for table in _read("unit-limits")["tables"] if table["table"] == "practitioner" for row in table["rows"]]  # type: ignore[attr-defined]
    assert values.unit_limit(LIBRARY, "97112") in {str(row["units"]) for row in rows if row["code"] == "97112"}


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: values.fee(LIBRARY, "97112", year=2018), "there is no fee for 97112 in 2018"),
        (lambda: values.fee(LIBRARY, "97112", "second"), "`second` is no unit; write first or later"),
        (lambda: values.factor(LIBRARY, 2017), "there is no conversion factor for 2017"),
        (lambda: values.threshold(LIBRARY, 2017), "there is no threshold for 2017"),
        (
            lambda: values.days(LIBRARY, "progress-reports"),
            "there is no `progress-reports` here; did you mean `progress-report`?",
        ),
        (lambda: values.unit_limit(LIBRARY, "97999"), "there is no unit limit for 97999 in practitioner"),
    ],
)
def test_what_is_not_in_the_data_is_refused(call: object, said: str) -> None:
    with pytest.raises(Refused) as refused:
        call()  # type: ignore[operator]
    assert said in str(refused.value)
