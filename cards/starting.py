"""What a new card says before its owner has written anything: a document for a name and a purpose. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from cards.content import Block, CardType, Design, Document, EmailAddress, Identity, MainAct, Phone


class Purpose(StrEnum):
    """What the card is wanted for; asked for once, when it is made."""

    APPOINTMENTS = "appointments"
    SELL = "sell"
    SHOW = "show"
    TEAM = "team"
    CONTACT = "contact"


@dataclass(frozen=True)
class Proposal:
    """How a card for one purpose begins: its look, its main act and its blocks in order."""

    design: Design
    act: MainAct
    blocks: tuple[str, ...]
    type: CardType = CardType.PERSON


PROPOSALS = {
    Purpose.APPOINTMENTS: Proposal(
        Design(name="letterpress", ink="plum"),
        MainAct.BOOK,
        ("booking", "services", "contact", "about", "profiles", "links"),
    ),
    Purpose.SELL: Proposal(
        Design(name="poster", ink="rust"), MainAct.ORDER, ("products", "shop", "contact", "about", "profiles", "links")
    ),
    Purpose.SHOW: Proposal(
        Design(name="swiss", ink="denim"), MainAct.SAVE, ("gallery", "profiles", "links", "about", "contact")
    ),
    Purpose.TEAM: Proposal(
        Design(name="ledger", ink="bottle"), MainAct.SAVE, ("about", "contact", "profiles", "links"), CardType.COMPANY
    ),
    Purpose.CONTACT: Proposal(Design(), MainAct.SAVE, ("contact", "about", "profiles", "links")),
}


def starting_document(
    *,
    name: str,
    purpose: Purpose,
    language: str,
    zone: str = "UTC",  # part of every start; blocks that speak of hours need it
    phone: str = "",
    email: str = "",
    bio: str = "",
    design: str = "",
) -> Document:
    """`phone` in E.164. Selling is done by WhatsApp, so the number given for that is marked so.

    `design` stands in for the one proposed.
    """
    proposal = PROPOSALS[purpose]
    selling = purpose is Purpose.SELL
    return Document(
        type=proposal.type,
        language=language,
        identity=_identity(name, proposal.type, bio),
        phones=(Phone(number=phone, whatsapp=selling),) if phone else (),
        emails=(EmailAddress(address=email),) if email else (),
        blocks=tuple(Block(id=kind, kind=kind) for kind in proposal.blocks),
        design=proposal.design.model_copy(update={"name": design}) if design else proposal.design,
        main_act=proposal.act,
    )


def _identity(name: str, type_: CardType, bio: str) -> Identity:
    """A company's name as it is; a person's first word is the given name, the rest the family's."""
    words = name.split()
    if type_ is CardType.COMPANY:
        return Identity(organisation=" ".join(words)[:80], bio=bio)
    return Identity(given=" ".join(words[:1])[:80], family=" ".join(words[1:])[:80], bio=bio)
