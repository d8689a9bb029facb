"""What a visitor can do with one tap: the main act, the quick row, passing the card on (cards 14, 57)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cards.content import Document, MainAct
from cards.reaching import (
    chat_url,
    mail_url,
    map_url,
    phone_url,
    share_by_mail,
    share_by_sms,
    share_by_whatsapp,
)


@dataclass(frozen=True)
class Act:
    """`key` chooses the icon; `outside` opens somebody else's page (cards 16)."""

    key: str
    label: str
    url: str
    outside: bool = False


def main_act(document: Document, contact_url: str, offered: Act | None = None) -> Act:
    """The owner's choice; an order that cannot be placed yet is asked for, all else falls back to saving the contact.

    `offered` is what a block brings for that choice: booking, ordering.
    """
    if offered:
        return offered
    if document.main_act in {MainAct.WHATSAPP, MainAct.ORDER} and document.whatsapp:
        return Act("whatsapp", _("Write in WhatsApp"), _chat(document), outside=True)
    return Act("save", _("Save contact"), contact_url)


def quick_row(document: Document, contact_url: str, offered: Act | None = None) -> list[Act]:
    """Call, WhatsApp, E-mail, Directions, whichever exist. The main act is not said twice, and saving never lost."""
    address = next((address for address in document.addresses if address.lines), None)
    way = [Act("way", _("Directions"), map_url(address), outside=True)] if address else []
    first = main_act(document, contact_url, offered).key
    found = [Act("save", _("Save"), contact_url), *asking_row(document), *way]
    return [act for act in found if act.key != first]


def asking_row(document: Document, text: str = "") -> list[Act]:
    """The ways to reach a person: call, WhatsApp, E-mail, whichever exist. `text` begins a chat, else the greeting."""
    found = [
        Act("call", _("Call"), phone_url(document.phones[0])) if document.phones else None,
        Act("whatsapp", _("WhatsApp"), _chat(document, text), outside=True) if document.whatsapp else None,
        Act("mail", _("E-mail"), mail_url(document.emails[0])) if document.emails else None,
    ]
    return [act for act in found if act]


def share_row(document: Document, page_url: str) -> list[Act]:
    text = _("%(name)s: %(url)s") % {"name": document.name, "url": page_url}
    return [
        Act("whatsapp", _("WhatsApp"), share_by_whatsapp(text), outside=True),
        Act("mail", _("E-mail"), share_by_mail(document.name, text)),
        Act("sms", _("Text message"), share_by_sms(text)),
    ]


def greeting(document: Document) -> str:
    """The owner's words, else ours in the card's language."""
    return document.greeting or _("Hello %(name)s, I have your card in front of me.") % {"name": document.name}


def _chat(document: Document, text: str = "") -> str:
    return chat_url(document.whatsapp, text or greeting(document)) if document.whatsapp else ""
