"""What an owner shows only to whoever has left their details, as ruled lines (cards 19)."""

from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from cards.blocks.rows import Row
from cards.content import Document, Visibility
from cards.phones import readable
from cards.reaching import mail_url, map_url, phone_url

AFTER = Visibility.EXCHANGED


def rows_for(document: Document) -> list[Row]:
    """Of what is seen after the exchange (`Publication.thanks`), what is seen nowhere before."""
    return [*_words(document), *_reaching(document), *_places(document)]


def _words(document: Document) -> Iterator[Row]:
    who = document.identity
    named = (
        ("title", _("What I do"), who.title),
        ("department", _("Department"), who.department),
        ("organisation", _("Company"), who.organisation),
        ("birthday", _("Birthday"), formats.date_format(who.birthday, "MONTH_DAY_FORMAT") if who.birthday else ""),
        ("note", _("Note"), who.note),
    )
    for name, label, value in named:
        if value and document.visibility_of(name) is AFTER:  # type: ignore[arg-type]  # names of the document
            yield Row(label, value)


def _reaching(document: Document) -> Iterator[Row]:
    for phone in document.phones:
        if phone.visibility is AFTER:
            yield Row(_("Phone"), readable(phone.number), phone_url(phone), ltr=True)
    for email in document.emails:
        if email.visibility is AFTER:
            yield Row(_("E-mail"), email.address, mail_url(email), ltr=True)


def _places(document: Document) -> Iterator[Row]:
    for address in document.addresses:
        if address.visibility is AFTER and address.lines:
            written = "\n".join(address.lines)
            yield Row(_("Address"), written, map_url(address), outside=True)
    for link in document.links:
        if link.visibility is AFTER:
            yield Row(link.label or _("Link"), link.host, link.url, outside=True)
    for profile in document.profiles:
        if profile.visibility is AFTER and (profile.url or profile.name):
            yield Row(profile.network, profile.name or profile.url, profile.url, outside=True)
