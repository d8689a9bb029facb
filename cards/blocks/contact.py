"""Block "contact": phones, e-mail, addresses and what belongs to them."""

from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cards.blocks.kind import BlockKind, Body, Group
from cards.blocks.rows import Row
from cards.content import Document, Label, PostalAddress, ShortLine
from cards.models import Card
from cards.phones import readable
from cards.reaching import mail_url, map_url, phone_url


class Contact(Body):
    heading: ShortLine = ""


class ContactForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Contact”."),
    )


def context(document: Document, body: Contact, _card: Card) -> dict[str, Any]:
    rows = [*_phones(document), *_emails(document), *_addresses(document), *_birthday(document)]
    return {"heading": body.heading or _("Contact"), "rows": rows} if rows else {}


def _phones(document: Document) -> list[Row]:
    words = {
        Label.MOBILE: pgettext("phone", "Mobile"),
        Label.WORK: pgettext("phone", "Work"),
        Label.HOME: pgettext("phone", "Home"),
        Label.OTHER: pgettext("phone", "Phone"),
    }
    return [
        Row(words[phone.label], readable(phone.number), phone_url(phone), phone.number, ltr=True)
        for phone in document.phones
    ]


def _emails(document: Document) -> list[Row]:
    words = {Label.WORK: _("E-mail"), Label.HOME: _("Private e-mail")}
    return [
        Row(words.get(email.label, _("E-mail")), email.address, mail_url(email), email.address, ltr=True)
        for email in document.emails
    ]


def _addresses(document: Document) -> list[Row]:
    words = {Label.HOME: pgettext("address", "Home")}
    return [
        Row(
            words.get(address.label, _("Address")), _written(address), map_url(address), _written(address), outside=True
        )
        for address in document.addresses
        if address.lines
    ]


def _birthday(document: Document) -> list[Row]:
    birthday = document.identity.birthday
    if birthday is None:
        return []
    return [Row(_("Birthday"), formats.date_format(birthday, "MONTH_DAY_FORMAT"))]


def _written(address: PostalAddress) -> str:
    return "\n".join(address.lines)


block = BlockKind(
    "contact",
    gettext_lazy("Contact"),
    Contact,
    ContactForm,
    "cards/public/blocks/contact.html",
    context,
    single=True,
    group=Group.REACH,
    icon="phone",
    says=gettext_lazy("Phone, e-mail and addresses, each a tap away."),
)
