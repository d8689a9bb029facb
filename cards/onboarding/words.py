"""Columns, changes and stops of a list of people in words (cards 83)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.onboarding.mapping import AUTO, KEY, LEFT_OUT
from cards.onboarding.merging import Change
from cards.phones import readable

Words = str | Promise

FIELDS: Final[dict[str, Words]] = {
    LEFT_OUT: gettext_lazy("Leave it out"),
    AUTO: gettext_lazy("As its name says"),
    "given": gettext_lazy("First name"),
    "family": gettext_lazy("Last name"),
    "full_name": gettext_lazy("Full name"),
    "prefix": gettext_lazy("Before the name, as Dr"),
    "suffix": gettext_lazy("After the name, as PhD"),
    "pronouns": gettext_lazy("Pronouns"),
    "title": gettext_lazy("Job title"),
    "department": gettext_lazy("Department"),
    "organisation": gettext_lazy("Company"),
    "email.work": gettext_lazy("E-mail to invite"),
    "email.home": gettext_lazy("E-mail, private"),
    "phone.mobile": gettext_lazy("Mobile"),
    "phone.work": gettext_lazy("Phone, work"),
    "whatsapp": gettext_lazy("WhatsApp"),
    "link": gettext_lazy("Web page"),
    "address.work.street": gettext_lazy("Street"),
    "address.work.extra": gettext_lazy("Address, second line"),
    "address.work.postcode": gettext_lazy("Postcode"),
    "address.work.city": gettext_lazy("City"),
    "address.work.region": gettext_lazy("Region"),
    "address.work.country": gettext_lazy("Country"),
    "note": gettext_lazy("Note in the saved contact"),
    "bio": gettext_lazy("About"),
    "birthday": gettext_lazy("Birthday"),
    KEY: gettext_lazy("Your number for them"),
}
PARTS: Final[dict[str, Words]] = {
    "name": gettext_lazy("Name"),
    "phonetic_given": gettext_lazy("First name, as spoken"),
    "phonetic_family": gettext_lazy("Last name, as spoken"),
    "phones": gettext_lazy("Phone"),
    "emails": gettext_lazy("E-mail"),
    "addresses": gettext_lazy("Address"),
    "profiles": gettext_lazy("Profile"),
    "links": gettext_lazy("Link"),
}
STOPS: Final[dict[str, Words]] = {
    "cards": gettext_lazy("Your plan has no room for more cards. Take another plan, or delete cards; then go on."),
    "seats": gettext_lazy(
        "Your plan has no room for more people. Take another plan, or withdraw invitations; then go on."
    ),
    "often": gettext_lazy("That is all a workspace makes and invites in a day. Go on tomorrow."),
    "left": gettext_lazy("Whoever began this may not invite people any more. Go on yourself."),
}


def of_change(change: Change) -> tuple[str, str, str]:
    """What changes, from what, to what."""
    named = str(PARTS.get(change.field) or FIELDS[change.field])
    if change.field == "phones":
        return named, readable(change.old) if change.old else "", readable(change.new)
    return named, _short(change.old), _short(change.new)


def of_cards(limit: int, more: int) -> str:
    said = _(
        "Your plan has room for %(limit)d cards, and %(more)d would be new. Nothing was made. "
        "Take another plan, or send fewer rows."
    )
    return said % {"limit": limit, "more": more}


def of_seats(limit: int, more: int) -> str:
    said = _(
        "Your plan has room for %(limit)d people, invitations counted, and %(more)d would be invited. "
        "Nothing was made. Take another plan, or make the cards without invitations."
    )
    return said % {"limit": limit, "more": more}


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
