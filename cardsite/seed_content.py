"""What the cards of the demonstration say: invented people, numbers kept for fiction, `.example` hosts. Pure."""

from cards.content import Block, Design, Document, EmailAddress, Identity, Label, Link, Phone, PostalAddress, Visibility
from cards.starting import Purpose, starting_document


def text(id_: str, heading: str, words: str) -> Block:
    return Block(id=id_, kind="text", body={"heading": heading, "text": words})


def _begun(
    name: str, purpose: Purpose, language: str = "en", *, blocks: tuple[Block, ...] = (), **over: object
) -> Document:
    """A start as the product proposes it, then what the owner wrote."""
    start = starting_document(name=name, purpose=purpose, language=language)
    identity = over.pop("identity", {})
    assert isinstance(identity, dict)
    changed = {"identity": start.identity.model_copy(update=identity), "blocks": start.blocks + blocks}
    return Document.model_validate((start.model_copy(update=changed | over)).to_json())


def _at(street: str, postcode: str, city: str, country: str) -> tuple[PostalAddress, ...]:
    return (PostalAddress(street=street, postcode=postcode, city=city, country=country),)


ADA = _begun(
    "Ada Marlowe",
    Purpose.CONTACT,
    identity={
        "title": "Bookbinder",
        "organisation": "Atelier Marlowe",
        "opening_note": "Books that open flat and close with a sigh.",
        "bio": "I bind, mend and box books by hand: theses in a week, family Bibles in their own time.\n\n"
        "The workshop is open; come and smell the glue.",
        "note": "Bookbinder, workshop behind the old print works.",
    },
    phones=(Phone(number="+447700900123", whatsapp=True), Phone(number="+442079460142", label=Label.WORK)),
    emails=(EmailAddress(address="ada@marlowe.example"),),
    addresses=_at("14 Paper Yard", "SE1 9QX", "London", "United Kingdom"),
    links=(
        Link(url="https://marlowe.example/work", label="Bindings"),
        Link(url="https://instagram.com/marlowe.example", label="Instagram"),
    ),
    design=Design(name="letterpress", ink="oxblood"),
    greeting="Hello Ada, I have a book that needs you.",
    blocks=(
        Block(
            id="leads",
            kind="lead_form",
            body={
                "heading": "Tell me about your book",
                "intro": "What it is, and what ails it. I answer within two days.",
                "items": [{"label": "What is it?", "kind": "choice", "choices": ["Thesis", "Family book", "Box"]}],
                "button": "Send it to Ada",
            },
        ),
        text("hours", "Workshop", "**Tuesday to Friday** 9–17\n\nSaturdays by appointment."),
    ),
)

ROSA = _begun(
    "Rosa Quintero",
    Purpose.APPOINTMENTS,
    "es",
    identity={
        "title": "Peluquera",
        "organisation": "Rosa Hair",
        "opening_note": "Corte, color y calma.",
        "bio": "Corto y coloreo desde hace quince años. Hablo español e inglés. We speak English too.",
    },
    phones=(Phone(number="+447700900461", whatsapp=True),),
    addresses=_at("8 Lime Court", "N1 4AB", "London", "United Kingdom"),
    links=(Link(url="https://instagram.com/rosahair.example", label="Instagram"),),
    greeting="Hola Rosa, quisiera pedir cita.",
    blocks=(text("hours", "Horario", "**Martes a viernes** 10–19, jueves 12–21\n\nSábado 10–17. Lunes cerrado."),),
)

BILAL = _begun(
    "Bilal Rahmani",
    Purpose.SELL,
    identity={
        "title": "Home baker",
        "organisation": "Bilal Bakes",
        "opening_note": "Baked on Friday night, yours on Saturday.",
        "bio": "Honey cakes, date rolls and birthday cakes from a small kitchen in Leeds. Two days' notice, please.",
    },
    phones=(Phone(number="+447700900755", whatsapp=True),),
    greeting="Hi Bilal, I would like to order for Saturday:",
    blocks=(text("pickup", "Pick-up", "Saturday 10–13, or delivered to LS6, LS7 and LS8."),),
)

NOOR = _begun(
    "Noor Lindqvist",
    Purpose.SHOW,
    identity={
        "title": "Landscape photographer",
        "pronouns": "she/her",
        "opening_note": "I wait for weather so that you do not have to.",
        "bio": "Prints, commissions and slow walks with a large camera. © Noor Lindqvist, all pictures.",
    },
    phones=(Phone(number="+447700900312"),),
    emails=(
        EmailAddress(address="studio@lindqvist.example"),
        EmailAddress(address="noor@lindqvist.example", visibility=Visibility.EXCHANGED),
    ),
    links=(
        Link(url="https://lindqvist.example/portfolio", label="Portfolio"),
        Link(url="https://lindqvist.example/prints", label="Prints"),
    ),
    design=Design(name="poster", ink="denim"),
    blocks=(Block(id="leads", kind="lead_form", body={"company": "optional"}),),
)

COMPANY = _begun(
    "Hallmann & Voss",
    Purpose.TEAM,
    identity={
        "title": "Pumps that outlive their buildings",
        "bio": "Thirty people in Hamburg who answer the telephone. We plan, deliver and mend industrial pumps.",
    },
    phones=(Phone(number="+494066969100", label=Label.WORK),),
    emails=(EmailAddress(address="office@hallmann-voss.example"),),
    addresses=_at("Kesselweg 3", "20457", "Hamburg", "Germany"),
    links=(Link(url="https://hallmann-voss.example"),),
)

TEAM = {
    "jonas-weidner": ("Jonas Weidner", "Head of sales", "101"),
    "miriam-castell": ("Miriam Castell", "Key accounts, north", "102"),
    "tove-ahlberg": ("Tove Ahlberg", "Field engineer", "103"),
    "pavel-dorn": ("Pavel Dorn", "Spare parts", "104"),
}


def colleague(name: str, title: str, extension: str) -> Document:
    """One of the sales team, in the company's design and with its address."""
    given, family = name.split()
    return COMPANY.model_copy(
        update={
            "type": starting_document(name=name, purpose=Purpose.CONTACT, language="en").type,
            "identity": Identity(given=given, family=family, title=title, organisation="Hallmann & Voss"),
            "phones": (Phone(number=f"+494066969{extension}", label=Label.WORK),),
            "emails": (EmailAddress(address=f"{given.lower()}.{family.lower()}@hallmann-voss.example"),),
        }
    )
