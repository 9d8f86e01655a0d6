"""Where something is written: the file and the line, their address in the public repository, and a form that reports a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

BRANCH = "main"
"""The branch that the site is published from."""


@dataclass(frozen=True)
class Place:
    """A line of a file of the checkout."""

    path: str
    line: int

    @property
    def words(self) -> str:
        """The place for those who have no repository to open."""
        return f"{self.path}, line {self.line}"


@dataclass(frozen=True)
class Repository:
    """The public repository, by the `repo_url` of mkdocs.yml: on GitHub, or on GitLab, where the host is called so."""

    url: str

    @property
    def _gitlab(self) -> bool:
        return "gitlab" in self.url.split("/")[2]

    def line(self, place: Place) -> str:
        """The address at which a line can be read and corrected."""
        return f"{self.url}/{'-/' if self._gitlab else ''}blob/{BRANCH}/{place.path}#L{place.line}"

    def report(self, title: str, form: str, fields: Mapping[str, str], place: Place) -> str:
        """The address of a new issue: a form of .github/ISSUE_TEMPLATE with what is known already filled in."""
        if self._gitlab:
            told = {"issue[title]": title, "issue[description]": place.words}
            return f"{self.url}/-/issues/new?{urlencode(told)}"
        return f"{self.url}/issues/new?{urlencode({'template': form, 'title': title, **fields})}"

    def report_question(self, name: str, place: Place) -> str:
        """Where to report a wrong answer."""
        return self.report(f"Answer: {name}", "2-wrong-answer.yml", {"item": name}, place)

    def report_fact(self, name: str, place: Place) -> str:
        """Where to report a wrong fact."""
        return self.report(f"Fact: {name}", "1-wrong-fact.yml", {"fact": name}, place)


def repository_at(url: str) -> Repository | None:
    """The repository at an address; None where there is none."""
    return Repository(url.rstrip("/")) if "://" in url else None
