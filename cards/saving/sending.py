"""The contact by e-mail, once, to whoever asked for it; the address is in the mail and nowhere else (cards 42).

The mail waits in the outbox, which forgets what it said when it is delivered.
"""

from email.utils import formataddr, parseaddr
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cards.contact_files import contact_file
from cards.models import Card, Publication
from workspaces import letters
from workspaces.letters import Letter, one_line

KIND: Final = "text/vcard"


def send(card: Card, publication: Publication, *, to: str, via: str | None) -> None:
    """In the active language. Only what the card's page shows goes into it: nothing of who asked."""
    name = one_line(publication.content.name)
    sender = formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    mail = letters.mail(_letter(card, name), sender, to)
    file = contact_file(card, publication, via=via, photo=True, now=timezone.now())
    mail.attach(f"{card.handle}.vcf", file, KIND)
    mail.send()


def _letter(card: Card, name: str) -> Letter:
    page = settings.BASE_URL + reverse("card", args=[card.handle])
    return Letter(
        subject=letters.subject(_("Contact: %(name)s") % {"name": name}),
        heading=name,
        said=[_("Here is the contact you asked for. Open the attached file to save it.")],
        rows=[],
        links=[(_("Open the card"), page)],
        because=_("You did not ask for it? Then somebody mistyped an address. Yours was not kept."),
    )
