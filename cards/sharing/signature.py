"""The card below one's mails: tables and inline styles, for programs that know little else (cards 58; facts-cards 6).

Pictures are named by the card's own addresses, so mails of years ago show today's portrait and a code that works.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cards.content import Document, Phone
from cards.phones import readable
from cards.reaching import phone_url
from cards.showing import direction, ink_on_white

LAYOUTS: Final = ("side", "plain", "code")
LONGEST: Final = 10_000
"""Characters that Gmail keeps."""

PHONES: Final = 2
_SPACE: Final = re.compile(r"\s*\n\s*")
_BESIDE_TAGS: Final = re.compile(r"(?<=>) | (?=<)")


@dataclass(frozen=True)
class Signature:
    """Everything a layout shows; `picture` and `code` are addresses of PNG, empty where there is none."""

    name: str
    role: str
    house: str
    phones: list[tuple[str, str]]
    email: str
    url: str
    picture: str
    code: str
    colour: str
    language: str
    direction: str

    @property
    def short_url(self) -> str:
        return self.url.partition("://")[2]

    def html(self, layout: str) -> str:
        """Ready to be pasted, without a line end; in the card's language."""
        with translation.override(self.language):
            made = str(render_to_string(_template(layout), {"signature": self}))
        return _BESIDE_TAGS.sub("", _SPACE.sub(" ", made).strip())

    def page(self, layout: str) -> str:
        """The same alone on a white page."""
        with translation.override(self.language):
            context = {"signature": self, "layout": _template(layout)}
            return str(render_to_string("cards/mail/page.html", context))

    @property
    def text(self) -> str:
        """The same for mails without layout."""
        said = [self.name, self.role, self.house, *(words for _url, words in self.phones), self.email, self.url]
        return "\n".join(["-- ", *(line for line in said if line)]) + "\n"


def signature(document: Document, handle: str) -> Signature:
    """Of what the document says. No query."""
    who = document.identity
    has_picture = bool(document.portrait or document.logo)
    return Signature(
        name=document.name,
        role=" · ".join(part for part in (who.title, who.department) if part),
        house=who.organisation if who.organisation != document.name else "",
        phones=[_phone(phone) for phone in document.phones[:PHONES]],
        email=next((email.address for email in document.emails), ""),
        url=_address("card", handle),
        picture=_address("card_portrait", handle) if has_picture else "",
        code=_address("card_qr", handle, "png"),
        colour=ink_on_white(document),
        language=document.language,
        direction=direction(document.language),
    )


def layout_name(layout: str) -> str:
    names = {"side": _("Picture beside the words"), "plain": _("Words alone"), "code": _("With the code")}
    return names[layout]


def _template(layout: str) -> str:
    return f"cards/mail/{layout}.html"


def _phone(phone: Phone) -> tuple[str, str]:
    return phone_url(phone), readable(phone.number)


def _address(name: str, *arguments: str) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=arguments)}"
