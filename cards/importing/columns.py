"""The columns of tables of contacts, as people and programs name them in three languages (cards 23). Pure."""

import re
from typing import Final

from cards.profiles import NETWORKS

# Google names its columns "Phone 1 - Value", Outlook "Home Phone"; people write what they see on paper.
NAMES: Final[dict[str, str]] = {
    "prefix": "prefix, name prefix, title prefix, anrede, tratamiento, prefijo",
    "given": "given, first name, given name, firstname, vorname, nombre",
    "middle": "middle, middle name, additional name, zweiter vorname, segundo nombre",
    "family": "family, last name, family name, surname, lastname, nachname, familienname, apellido, apellidos",
    "suffix": "suffix, name suffix, sufijo, namenszusatz",
    "full_name": "name, full name, display name, file as, nombre completo, nombre y apellidos, vollständiger name, "
    "anzeigename",
    "phonetic_given": "phonetic first name, given name yomi, first name phonetic",
    "phonetic_family": "phonetic last name, family name yomi, last name phonetic",
    "pronouns": "pronouns, pronomen, pronombres",
    "title": "title, job title, position, role, organization title, organization 1 - title, cargo, puesto, beruf, "
    "berufsbezeichnung, funktion, stelle",
    "department": "department, organization department, organization 1 - department, departamento, abteilung",
    "organisation": "organisation, organization, company, company name, organization name, organization 1 - name, "
    "empresa, compañía, organización, firma, unternehmen",
    "bio": "bio, about, about me, sobre mí, über mich",
    "note": "note, notes, nota, notas, notiz, notizen, bemerkung, bemerkungen",
    "birthday": "birthday, date of birth, cumpleaños, fecha de nacimiento, geburtstag, geburtsdatum",
    "phone.mobile": "mobile, mobile phone, cell, cell phone, móvil, celular, teléfono móvil, handy, mobil, "
    "mobiltelefon, handynummer",
    "phone.work": "phone, telephone, business phone, business phone 2, work phone, company main phone, primary phone, "
    "teléfono, teléfono del trabajo, telefon, tel, tel., telefon geschäftlich, telefonnummer",
    "phone.home": "home phone, home phone 2, teléfono particular, telefon privat",
    "phone.other": "other phone",
    "whatsapp": "whatsapp",
    "email.work": "e-mail, email, mail, e-mail address, email address, work e-mail, work email, correo, "
    "correo electrónico, email del trabajo, e-mail-adresse, email-adresse",
    "email.home": "home e-mail, home email, private e-mail, private email, correo personal, e-mail privat",
    "email.other": "e-mail 2 address, e-mail 3 address",
    "link": "website, web page, webpage, url, web, homepage, link, website 1 - value, sitio web, página web, webseite, "
    "internetseite",
    "address.work.street": "street, address, business street, work street, street address, calle, dirección, straße, "
    "strasse, adresse, anschrift",
    "address.work.extra": "address 2, business street 2, address line 2, adresszusatz",
    "address.work.postcode": "postcode, postal code, zip, zip code, business postal code, código postal, plz, "
    "postleitzahl",
    "address.work.city": "city, town, business city, ciudad, población, localidad, ort, stadt",
    "address.work.region": "region, state, province, business state, provincia, estado, bundesland, kanton",
    "address.work.country": "country, business country, business country/region, país, land",
    "address.home.street": "home street",
    "address.home.extra": "home street 2",
    "address.home.postcode": "home postal code",
    "address.home.city": "home city",
    "address.home.region": "home state",
    "address.home.country": "home country, home country/region",
}
FIELDS: Final = {name: field for field, names in NAMES.items() for name in names.split(", ")}
LABELLED: Final = re.compile(r"(phone|e-mail|website|address) (\d) - (label|type|value|[a-z ]+)")
ADDRESS_PARTS: Final = {
    "street": "street",
    "extended address": "extra",
    "city": "city",
    "region": "region",
    "postal code": "postcode",
    "country": "country",
}
QUIET: Final = frozenset({"labels", "group membership", "photo", "language", "", "formatted"})
"""Columns of the program rather than of the person."""


def field_of(column: str) -> str:
    """What a column of one value means; empty where nobody knows. A network's own name is a column, too."""
    name = column.removesuffix(":").strip()
    return FIELDS.get(name) or (f"profile.{name}" if name in NETWORKS else "")
