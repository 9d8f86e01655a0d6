"""Who may provide 97112 as tables: every profession by payer, and the supervision of an assistant by setting.

Each cell is an answer of the rule. Professions of which all is said alike share a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from macros.pages.templating import html
from macros.rules.furnishing import (
    ACCEPTED_IN_VERMONT,
    ALLOWED,
    ASSISTANTS,
    CHANGES,
    GENERAL_IN_PRACTICE_FROM,
    NOT_ALLOWED,
    AcceptedInMichigan,
    Furnishing,
    SupervisedInMichigan,
    in_michigan,
    who_may_furnish,
)
from macros.rules.vocabulary import PROFESSION_NAMES, SETTING_NAMES, Payer, Profession, Setting
from macros.text.wording import listed, long_date, sentence_case

YES, SUPERVISED, NO, NOT_READ, NOT_NAMED = "Yes", "Yes, supervised", "No", "Not read", "Not named"
"""What a cell says. `NOT_READ`: no source on it was read. `NOT_NAMED`: the payer's list was read, and names others."""

SIGNS: Mapping[str, str] = {YES: "allowed", SUPERVISED: "allowed", NO: "not-allowed", NOT_READ: "open", NOT_NAMED: "open"}

COLUMNS = ("Medicare", "TRICARE", "Blue Cross of Vermont, PT policy", "Michigan workers' compensation")

SECTIONS: Mapping[str, str] = {
    Profession.PHYSICAL_THERAPIST: "therapists",
    Profession.OCCUPATIONAL_THERAPIST: "therapists",
    Profession.PHYSICAL_THERAPIST_ASSISTANT: "assistants",
    Profession.OCCUPATIONAL_THERAPY_ASSISTANT: "assistants",
    Profession.PHYSICIAN: "physicians",
    Profession.NURSE_PRACTITIONER: "physicians",
    Profession.PHYSICIAN_ASSISTANT: "physicians",
    Profession.CLINICAL_NURSE_SPECIALIST: "physicians",
    Profession.ATHLETIC_TRAINER: "athletic-trainer",
    Profession.MASSAGE_THERAPIST: "massage-therapist",
    Profession.RECREATION_THERAPIST: "massage-therapist",
    Profession.KINESIOTHERAPIST: "massage-therapist",
    Profession.AIDE: "aide",
    Profession.CHIROPRACTOR: "chiropractor",
    Profession.NATUROPATH: "chiropractor",
    Profession.SPEECH_LANGUAGE_PATHOLOGIST: "slp",
    Profession.STUDENT: "student",
}
"""The heading of docs/reference/who-may-bill.md under which each profession is spoken of."""


@dataclass(frozen=True)
class Cell:
    """An answer, and where it holds: nothing where it holds in every setting."""

    says: str
    where: str = ""

    @property
    def sign(self) -> str:
        """What the style sheet calls the answer."""
        return SIGNS[self.says]


@dataclass(frozen=True)
class Row:
    """Professions of which the same is said, and a cell for each payer."""

    professions: tuple[Profession, ...]
    cells: tuple[tuple[Cell, ...], ...]


def who_table() -> str:
    """Every profession by payer, as the rules have stood since they changed last."""
    since = CHANGES[-1]
    rows = [
        {
            "names": _names(row.professions),
            "section": SECTIONS[row.professions[0]],
            "cells": list(zip(COLUMNS, row.cells, strict=True)),
        }
        for row in who_rows(since)
    ]
    return html("who_table.html.j2", since=long_date(since), columns=COLUMNS, rows=rows)


def who_rows(on: date) -> list[Row]:
    """The rows of the table on a day. Professions share one where all their cells are alike and one section speaks of them."""
    together: dict[tuple[object, ...], list[Profession]] = {}
    for profession in Profession:
        cells = (
            _of_medicare(profession, on),
            (_cell(profession, who_may_furnish(profession, Payer.TRICARE, on)),),
            (Cell(YES if profession in ACCEPTED_IN_VERMONT else NOT_NAMED),),
            (Cell(_in_michigan(profession)),),
        )
        together.setdefault((SECTIONS[profession], cells), []).append(profession)
    return [Row(tuple(professions), key[1]) for key, professions in together.items()]  # type: ignore[arg-type]


def _of_medicare(profession: Profession, on: date) -> tuple[Cell, ...]:
    """The answer. Where it depends on the setting, each with its settings; the most frequent one holds in all others."""
    settings: dict[Cell, list[str]] = {}
    for setting in Setting:
        cell = _cell(profession, who_may_furnish(profession, Payer.MEDICARE, on, setting))
        settings.setdefault(cell, []).append(SETTING_NAMES[setting].lower())
    if len(settings) == 1:
        return tuple(settings)
    most = max(settings, key=lambda cell: len(settings[cell]))
    others = [Cell(cell.says, listed(where)) for cell, where in settings.items() if cell != most]
    return (most, *others) if SIGNS[most.says] == "allowed" else (*others, Cell(most.says, "elsewhere"))


def _cell(profession: Profession, furnishing: Furnishing) -> Cell:
    if not furnishing.settled:
        return Cell(NOT_READ)
    if furnishing.answer == ALLOWED:
        return Cell(SUPERVISED if profession in ASSISTANTS else YES)
    if furnishing.answer != NOT_ALLOWED:
        raise ValueError(f"{profession}: no cell says that an answer that is settled depends")
    return Cell(NO)


def _in_michigan(profession: Profession) -> str:
    match in_michigan(profession):
        case None:
            return NOT_NAMED
        case AcceptedInMichigan():
            return YES
        case SupervisedInMichigan():
            return SUPERVISED
        case _:
            return NO


def supervision_table() -> str:
    """The supervision of a PTA or OTA that Medicare requires in each setting, before and since it changed in private practice."""
    days = (GENERAL_IN_PRACTICE_FROM - timedelta(days=1), GENERAL_IN_PRACTICE_FROM)
    levels: dict[tuple[str, ...], list[str]] = {}
    for setting in Setting:
        found = tuple(_supervision(setting, day) for day in days)
        levels.setdefault(found, []).append(SETTING_NAMES[setting])
    rows = [(_sentence(names), found) for found, names in levels.items()]
    return html("supervision_table.html.j2", before=long_date(days[0]), since=long_date(days[1]), rows=rows)


def _supervision(setting: Setting, on: date) -> str:
    furnishing = who_may_furnish(Profession.PHYSICAL_THERAPIST_ASSISTANT, Payer.MEDICARE, on, setting)
    return sentence_case(furnishing.supervision) if furnishing.supervision else NOT_READ


def _names(professions: Iterable[Profession]) -> str:
    return _sentence([PROFESSION_NAMES[profession] for profession in professions])


def _sentence(names: Iterable[str]) -> str:
    first, *others = names
    return listed([first, *(name[0].lower() + name[1:] for name in others)])
