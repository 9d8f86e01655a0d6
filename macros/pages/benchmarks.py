"""What `make bench` measured, from docs/contribute/benchmarks.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from macros.pages.data_table import data_table
from macros.reading.uses import note
from macros.rules.refused import Refused


def results(root: Path) -> dict[str, Any]:
    """The whole file. Raises Refused where there is none."""
    path = root / "docs" / "contribute" / "benchmarks.yml"
    note("docs/contribute/benchmarks.yml")
    if not path.is_file():
        raise Refused("there is no docs/contribute/benchmarks.yml", "run make bench")
    results: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return results


def reading_table(root: Path) -> str:
    """Each page's words and reading grade."""
    rows = [(page, size["words"], size["grade"]) for page, size in results(root)["reading"].items()]
    return data_table("Reading grades", ("Page", "Words", "Grade"), rows)


def weight_table(root: Path) -> str:
    """Each question page's bytes, as they are and compressed, in kB of 1,000 bytes."""
    rows = [(page, f"{size['raw'] / 1000:.1f}", f"{size['gzip'] / 1000:.1f}") for page, size in results(root)["weight"].items()]
    return data_table("Weight of the pages with questions", ("Page", "kB", "kB compressed"), rows)


def asset_table(root: Path) -> str:
    """The style and scripts of ours that a page of questions loads, in kB of 1,000 bytes, and all of them together."""
    assets = results(root)["assets"]
    rows = [(path, f"{asset['raw'] / 1000:.1f}", f"{asset['gzip'] / 1000:.1f}") for path, asset in assets.items()]
    both = (f"{sum(asset[size] for asset in assets.values()) / 1000:.1f}" for size in ("raw", "gzip"))
    return data_table(
        "Our style and scripts on a page of questions", ("File", "kB", "kB compressed"), [*rows, ("together", *both)]
    )


def feedback(root: Path) -> str:
    """How long a verdict takes."""
    times = results(root)["feedback"]
    return (
        f"With a processor made 4 times slower, a verdict stands {times['middle']} ms after an answer is given, "
        f"and {times['longest']} ms at most ({times['answers']} answers). The limit is 50 ms."
    )


def interaction(root: Path) -> str:
    """How long the screen waits for a touch on Check and on Next."""
    head = ("Touched", "Middle, ms", "Longest, ms", "Touches")
    rows = [(name, times["middle"], times["longest"], times["touches"]) for name, times in results(root)["interaction"].items()]
    return data_table("From a touch to the next paint", head, rows)


def lighthouse_table(root: Path) -> str:
    """Lighthouse's scores of each page that was measured."""
    head = ("Page", "Performance", "Accessibility", "Best practices", "Search")
    rows = [(page, *scores.values()) for page, scores in results(root)["lighthouse"].items()]
    return data_table("Lighthouse, as for a phone", head, rows)


def speed(root: Path) -> str:
    """How long a contributor waits, in times of the floor."""
    head = ("What", "Goal, at most", "Measured")
    measured = results(root).get("speed")
    if measured is None:
        return "Not measured yet: run `make bench`."
    rows = [(what, f"{row['goal']:g} ×", f"{row['measured']:g} ×") for what, row in measured.items()]
    return data_table("How long a contributor waits, in times of the floor", head, rows)


def written_beside_others(root: Path) -> str:
    """What other tools take to write the same questions, in times of what ours takes."""
    others = results(root)["others"]
    rows = [(made, tool, _times(ratio)) for made, tools in others["written"].items() for tool, ratio in tools.items()]
    table = data_table("The same questions written by other tools", ("Format", "Tool", "Takes, in times of ours"), rows)
    return f"Measured on {others['date']}, {others['machine']}.\n\n{table}"


def carried_beside_others(root: Path) -> str:
    """What mkdocs-quiz takes for a site of the same questions on 20 pages, in times of ours."""
    head = ("Questions", "Cold build", "After a page is saved", "Heaviest page")
    rows = [
        (f"{count:,}", _times(each["cold"]), _times(each["saved"]), _times(each["weight"]))
        for count, each in results(root)["others"]["carried"].items()
    ]
    return data_table("mkdocs-quiz with the same questions, in times of ours", head, rows)


def growth(root: Path) -> str:
    """How evenly the work grows: questions drawn and keyed, and receipts taken in."""
    others = results(root)["others"]
    rates = [(f"{count:,}", f"{rate:.2f}") for count, rate in others["rates"].items()]
    taken = [(f"{count:,}", _times(ratio)) for count, ratio in others["receipts"].items()]
    return "\n\n".join(
        (
            data_table("Questions drawn and keyed", ("Questions", "In a second, in times of the rate at 1,000"), rates),
            data_table("Receipts taken in", ("Receipts", "Time, in times of that for the first"), taken),
        )
    )


def _times(ratio: float) -> str:
    return f"{ratio:.2f} ×"
