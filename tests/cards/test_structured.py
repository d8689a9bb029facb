"""JSON-LD of a card (cards 54)."""

import json
from html.parser import HTMLParser

from cards.content import CardType, Document, EmailAddress, Identity, Link, Phone, SearchSettings
from cards.structured import profile_page

URL = "https://cards.example/ada"
ADA = Document(
    identity=Identity(given="Ada", family="Byron", title="Bookbinder", organisation="Atelier", note="secret"),
    phones=(Phone(number="+4930901820"),),
    emails=(EmailAddress(address="ada@atelier.example"),),
    links=(Link(url="https://atelier.example/"), Link(url="tel:+4930901820")),
)


def test_a_person_has_a_profile_page():
    """cards 54"""
    assert json.loads(profile_page(ADA, url=URL, image="https://cards.example/i.jpg", changed="2026-01-02")) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": URL,
        "inLanguage": "en",
        "dateModified": "2026-01-02",
        "mainEntity": {
            "@type": "Person",
            "name": "Ada Byron",
            "givenName": "Ada",
            "familyName": "Byron",
            "jobTitle": "Bookbinder",
            "worksFor": {"@type": "Organization", "name": "Atelier"},
            "sameAs": ["https://atelier.example/"],
            "url": URL,
            "image": "https://cards.example/i.jpg",
        },
    }


def test_a_company_is_an_organisation():
    """cards 54"""
    company = ADA.model_copy(update={"type": CardType.COMPANY})
    entity = json.loads(profile_page(company, url=URL))["mainEntity"]
    assert (entity["@type"], entity["name"]) == ("Organization", "Atelier")


def test_phone_and_mail_only_when_the_owner_opts_in():
    """cards 54"""
    open_card = ADA.model_copy(update={"search": SearchSettings(contact_data=True)})
    entity = json.loads(profile_page(open_card, url=URL))["mainEntity"]
    assert (entity["telephone"], entity["email"]) == (["+4930901820"], ["ada@atelier.example"])
    closed = profile_page(ADA, url=URL)
    assert [word for word in ("901820", "@atelier", "secret") if word in closed.replace("tel:", "")] == []


class Scripts(HTMLParser):
    """The texts of all script elements, as a browser would cut them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script":
            self.found.append(data)


def test_a_closing_tag_in_a_name_stays_inside():
    """cards 54: valid JSON even with `</script>` in fields."""
    name = "</script><script>alert(1)</script>&\u2028"
    hostile = Document(identity=Identity(display_name=name))
    parser = Scripts()
    parser.feed(f"<script>{profile_page(hostile, url=URL)}</script>")
    assert [json.loads(text)["mainEntity"]["name"] for text in parser.found] == [hostile.name]
