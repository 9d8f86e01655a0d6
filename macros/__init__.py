"""Guide 97112. The face that both site builders load: every macro and filter that a page may call, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Give the pages of this checkout their macros. Zensical calls this once a page: it keeps no state."""
    from macros.pages.page_macros import page_filters, page_macros

    for name, function in page_macros(Path(env.project_dir), env).items():
        env.macro(function, name)
    for name, function in page_filters(Path(env.project_dir), env).items():
        env.filter(function, name)
