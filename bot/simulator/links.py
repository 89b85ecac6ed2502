"""Addresses as Telegram checks and keeps them: with a scheme, a lower-case host, and a path."""

from __future__ import annotations

import re

OWN_SCHEMES = ("tg:", "ton:", "tonsite:")

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_WEB = re.compile(
    r"(?P<scheme>https?://)?(?P<host>(?:[^/\s@]+@)?(?:(?:[\w-]+\.)+[\w-]{2,}|localhost)(?::\d+)?)(?P<rest>[/?#]\S*)?",
    re.IGNORECASE,
)


class WrongLinkError(ValueError):
    """Not an address Telegram takes; its text is Telegram's reason."""


def checked_link(url: str) -> str:
    """The address as it will be shown, or why it cannot be."""
    if url.startswith(OWN_SCHEMES):
        return url
    scheme = _SCHEME.match(url)
    if scheme is not None and scheme[1].lower() not in {"http", "https"}:
        raise WrongLinkError("Unsupported URL protocol")
    if not url.removeprefix("http://").removeprefix("https://"):
        raise WrongLinkError("URL host is empty")
    match = _WEB.fullmatch(url)
    if match is None:
        raise WrongLinkError("Wrong HTTP URL")
    rest = match["rest"] or ""
    path = rest if rest.startswith("/") else f"/{rest}"
    return f"{(match['scheme'] or 'http://').lower()}{match['host'].lower()}{path}"
