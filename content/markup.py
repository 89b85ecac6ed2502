"""The little markup of answers -> HTML: paragraphs, lists, **bold**, links and telephone numbers."""

import html
import re

from content.contacts import Contacts

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+)\)")
_CONTACT = re.compile(r"\{kontak:([a-z0-9-]+)\}")
_BULLET = re.compile(r"^[-*] ", re.MULTILINE)


def to_html(text: str, contacts: Contacts, language: str) -> str:
    """HTML with only <b> and <a>; every tag opens and closes within its line. Raises KeyError for no such contact."""
    shown = html.escape(_one_line_a_paragraph(text), quote=False)
    shown = _BULLET.sub("• ", shown)
    shown = _BOLD.sub(r"<b>\1</b>", shown)
    shown = _LINK.sub(r'<a href="\2">\1</a>', shown)
    return _CONTACT.sub(lambda match: html.escape(contacts[match[1]].inline(language), quote=False), shown)


def to_plain(text: str, contacts: Contacts, language: str) -> str:
    """The same for places that know no HTML: WhatsApp's *bold*, addresses behind their words."""
    shown = _BULLET.sub("• ", _one_line_a_paragraph(text))
    shown = _BOLD.sub(r"*\1*", shown)
    shown = _LINK.sub(r"\1 (\2)", shown)
    return _CONTACT.sub(lambda match: contacts[match[1]].inline(language), shown)


def contacts_named(text: str) -> list[str]:
    return _CONTACT.findall(text)


def _one_line_a_paragraph(text: str) -> str:
    """Lines broken in the file for the editor's sake are joined; list items and blank lines stay."""
    joined: list[str] = []
    for line in text.strip().splitlines():
        starts_anew = not line.strip() or re.match(r"\s*([-*] |\d+[.)] )", line)
        if joined and joined[-1] and not starts_anew:
            joined[-1] += " " + line.strip()
        else:
            joined.append(line.strip())
    return "\n".join(joined)
