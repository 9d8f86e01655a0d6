"""What a page may load and run: its content security policy, and the script by which it has Trusted Types.

A page has the policy as an element of its head, for many hosts can send no headers; `headers` is a file with the same policy, and
with what no page can say of itself, for hosts that can.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from macros.text.shortened import shortened_script


@cache
def trusted_types() -> str:
    """The script that refuses HTML that would run and scripts from elsewhere. It has to be the first one of its page."""
    whole = (Path(__file__).parent / "templates" / "trusted.js").read_text("utf-8")
    return shortened_script(whole).strip()


def hashed(text: str) -> str:
    """A script or a style in the page itself, as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """Files of the same host and nothing else; of what stands in the page itself, these scripts and styles alone.

    Pictures may be in a style sheet, as those of the theme are. No form is sent anywhere, and nothing is framed.
    """

    def allowed(texts: Iterable[str]) -> str:
        return " ".join(["'self'", *dict.fromkeys(map(hashed, texts))])

    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {allowed(scripts)}",
            f"style-src {allowed(styles)}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types default inert",
        ]
    )


def element_of(policy: str) -> str:
    """A policy as an element of a page's head."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


FRAMED_BY = "'self'"
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
"""What a browser can lend to a page, and no page of the guide asks for."""


def headers(policy: str) -> str:
    """The file `_headers` of Netlify and Cloudflare Pages, for the whole site."""
    lines = {
        "Content-Security-Policy": f"{policy}; frame-ancestors {FRAMED_BY}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    }
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
