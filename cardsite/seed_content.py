"""What the cards of the demonstration say: invented people, numbers kept for fiction, `.example` hosts. Pure."""

from typing import Final

from cards.content import (
    Block,
    Design,
    Document,
    EmailAddress,
    Identity,
    Label,
    Link,
    Phone,
    PostalAddress,
    Profile,
    Visibility,
)
from cards.starting import Purpose, starting_document

SALON_WEEK: Final = [
    [],
    ["10:00-14:00", "15:00-19:00"],
    ["10:00-14:00", "15:00-19:00"],
    ["12:00-21:00"],
    ["10:00-14:00", "15:00-19:00"],
    ["10:00-17:00"],
    [],
]
"""Closed on Monday, late on Thursday: on the card, and in the diary."""


def text(id_: str, heading: str, words: str) -> Block:
    return Block(id=id_, kind="text", body={"heading": heading, "text": words})


def voices(*said: tuple[str, str, str], heading: str = "") -> Block:
    """What they say, who, and what they do."""
    items = [{"text": words, "who": who, "role": role} for words, who, role in said]
    return Block(id="voices", kind="testimonials", body={"heading": heading, "items": items})


def faq(*asked: tuple[str, str]) -> Block:
    return Block(id="faq", kind="faq", body={"items": [{"question": one, "answer": other} for one, other in asked]})


def hours(week: list[list[str]], note: str) -> Block:
    return Block(id="hours", kind="hours", body={"week": week, "note": note})


def place(note: str) -> Block:
    """The way to the card's address."""
    return Block(id="place", kind="place", body={"note": note})


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
    links=(Link(url="https://marlowe.example/work", label="Bindings"),),
    profiles=(Profile(kind="instagram", value="marlowe.example"),),
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
        voices(
            ("It opens flat on any page, and it smells of a library.", "Helen Marsh", "Doctor since Tuesday"),
            ("Grandmother's Bible came home with all its pages and one ribbon more.", "The Okoro family", ""),
        ),
        faq(
            ("How long does a thesis take?", "A week. **Three days** if you bring cake."),
            ("Can you mend a torn page?", "Almost always, with Japanese paper. Send me a photo of it by WhatsApp."),
            ("What does it cost?", "- Thesis from £48\n- Box from £65\n- Mending after I have seen the book"),
        ),
        hours([[], *[["09:00-17:00"]] * 4, [], []], "Saturdays by appointment."),
        place(
            "Through the gate of the old print works, second door on the left. **Bermondsey**, eight minutes on foot."
        ),
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
    profiles=(Profile(kind="instagram", value="rosahair.example"), Profile(kind="tiktok", value="@rosahair.example")),
    greeting="Hola Rosa, quisiera pedir cita.",
    blocks=(
        voices(
            ("Por fin alguien que escucha antes de cortar.", "Marta Ríos", ""),
            ("Salgo siempre con el pelo que quería y sin prisa.", "Tom Becker", ""),
        ),
        hours(SALON_WEEK, "Lunes cerrado. Los festivos, según la agenda."),
        place("Metro **Angel**, salida norte. El timbre dice «Rosa»."),
    ),
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
    profiles=(Profile(kind="instagram", value="bilalbakes.example"),),
    blocks=(
        text("pickup", "Pick-up", "Saturday 10–13, or delivered to LS6, LS7 and LS8."),
        faq(
            ("How early must I order?", "Two days ahead; the birthday cakes go first."),
            ("Do you bake without nuts?", "Yes, on Thursdays, before anything else. Write it in the note."),
            ("May I pay in cash?", "Cash or card when you pick it up."),
        ),
        voices(("The honey cake did not see Sunday.", "Mia Okafor", "Headingley")),
    ),
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
    profiles=(
        Profile(kind="instagram", value="noor.lindqvist.example"),
        Profile(kind="vimeo", value="noorlindqvist"),
    ),
    design=Design(name="poster", ink="denim"),
    blocks=(
        Block(id="leads", kind="lead_form", body={"company": "optional"}),
        voices(("She waited four days for our mountain, and got it.", "Fell & Dale Magazine", "Cover, issue 31")),
        faq(
            ("How are prints sent?", "Rolled, in a tube, with a letter that says which paper it is."),
            ("May I use a picture?", "Ask me; the answer is often yes. © stays where it is."),
        ),
    ),
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
