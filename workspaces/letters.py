"""Letters: mails that say a few sentences and a table, as text and as HTML, and whom in a workspace they reach."""

import re
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from workspaces.models import Membership, Role

LONGEST: Final = 200
"""Characters of a subject: what is longer no list of mails shows."""

PREHEADER: Final = 140

_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Letter:
    """One mail before it is set as text and as HTML. `quoted` are the owner's own words.

    `code` is to be typed somewhere. `because` says why somebody gets it, `choose` is where they say what they want
    to get, `off` turns its like off.
    """

    subject: str
    heading: str
    said: list[str]
    rows: list[tuple[str, str]]
    links: list[tuple[str, str]] = field(default_factory=list)
    quoted: str = ""
    code: str = ""
    signed: str = ""
    because: str = ""
    choose: str = ""
    off: str = ""

    @property
    def text(self) -> str:
        parts = [self.heading, *self.said[:1], self.code, *self.said[1:]]
        if self.quoted:
            parts.append("\n".join(f"> {line}" for line in self.quoted.splitlines()))
        parts.append("\n".join(f"{label}: {value}" for label, value in self.rows))
        parts += [f"{label}:\n{address}" for label, address in self.links]
        foot = [self.because, *(f"{label}:\n{address}" for label, address in self.small_links)]
        closing = "\n".join(part for part in foot if part)
        return "\n\n".join(part for part in [*parts, self.signed, closing] if part) + "\n"

    @property
    def preheader(self) -> str:
        """What lists of mails show beside the subject: how the letter begins, table and all, cut at a word."""
        said = [*self.said[:1], self.code, *self.said[1:], *(f"{label}: {value}" for label, value in self.rows)]
        return shorten(one_line(" ".join(said)), PREHEADER, placeholder="…")

    @property
    def small_links(self) -> list[tuple[str, str]]:
        """Below everything: where its reader says that it need not come."""
        said = [
            (_("Do not send me mails like this any more"), self.off),
            (_("Choose what you get by mail"), self.choose),
        ]
        return [(label, address) for label, address in said if address]


@dataclass(frozen=True)
class Reader:
    """Whom a mail to the business goes to."""

    address: str
    language: str
    clock_24h: bool = True
    membership: int = 0


def one_line(text: str) -> str:
    """Safe in a header, a subject and a sentence: no line ends, no other controls (A06, A43)."""
    return _SPACE.sub(" ", text).strip()


def subject(text: str) -> str:
    return one_line(text)[:LONGEST]


def mail(letter: Letter, sender: str, to: str) -> EmailMultiAlternatives:
    """Not sent yet. In the active language. An answer reaches the operator, where no better one is known."""
    headers = {"Auto-Submitted": "auto-generated"}
    if letter.off:  # RFC 8058
        headers |= {"List-Unsubscribe": f"<{letter.off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    made = EmailMultiAlternatives(letter.subject, letter.text, sender, [to], headers=headers)
    made.attach_alternative(html(letter), "text/html")
    made.reply_to = operator()
    return made


def operator() -> list[str]:
    return [settings.OPERATOR_EMAIL] if settings.OPERATOR_EMAIL else []


def html(letter: Letter) -> str:
    """As mail programs draw it, in the active language."""
    context = {
        "letter": letter,
        "subject": letter.subject,
        "preheader": letter.preheader,
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "rtl": translation.get_language_bidi(),
    }
    return str(render_to_string("workspaces/mail/letter.html", context))


def owners() -> list[Reader]:
    """The owners of the open workspace."""
    rows = Membership.objects.select_related("user").filter(user__is_active=True, role=Role.OWNER).order_by("pk")
    return [reader(one) for one in rows]


def reader(membership: Membership) -> Reader:
    user = membership.user
    return Reader(user.email, user.language, user.clock_24h, membership.pk)
