"""The team of the demonstration: thirty people who sell and mount solar roofs, from one table (cards 83–85)."""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings

from cards import creating, dressing, photos, publishing
from cards.company import CompanyFields
from cards.content import Document, Link, PostalAddress
from cards.images import Rendered
from cards.models import Card, Photo, Prepared
from cards.onboarding import claiming, filling, importing
from cards.starting import Purpose, starting_document
from cards.tasks import draw_code, draw_preview
from cardsite import seed_figures, seed_visits
from cardsite import seed_pictures as pictures
from cardsite.kit import spreadsheet
from workspaces import leaving, plans
from workspaces.creating import create_workspace
from workspaces.leaving import Fate, Handover
from workspaces.models import Effect, Membership, Role, User, Workspace
from workspaces.scoping import inside

EMAIL: Final = "mira@helioform.example"
HOUSE: Final = "Helioform"
HOST: Final = "helioform.example"
LATER: Final = timedelta(minutes=1)
"""Codes and link previews wait that long, then two seconds each: whoever looks at once looks at something else."""

GIVEN: Final = (
    *("Ayla", "Bruno", "Carla", "Dario", "Elif", "Falk", "Greta", "Hannes", "Ines", "Jakob", "Klara", "Luis", "Mona"),
    *("Nils", "Olga", "Paul", "Quirin", "Rosalie", "Sami", "Tilda", "Umut", "Vera", "Willi", "Xenia", "Yusuf", "Zoe"),
    *("Arne", "Britta", "Cem", "Dana"),
)
FAMILY: Final = (
    *("Müller", "Østby", "Roth", "Conti", "Yıldız", "Weiß", "Lang", "Krüger", "Soler", "Behr", "Novak", "Ortega"),
    *("Falk", "Hansen", "Petrov", "Winter", "Berg", "Vidal", "Aydın", "Brandt", "Kern", "Stolz", "Hauser", "Popova"),
    *("Demir", "Klein", "Thiel", "Voigt", "Kaya", "Lorenz"),
)
TITLES: Final = (
    *("Solar consultant", "Roof engineer", "Electrician", "Regional lead", "Key accounts", "Service"),
    *("Solar consultant", "Heat pumps", "Grid registration", "Solar consultant"),
)
FOR_ALL: Final = CompanyFields(
    organisation=HOUSE,
    address=PostalAddress(street="Sonnenweg 12", postcode="22765", city="Hamburg", country="Germany"),
    web=Link(url=f"https://{HOST}"),
    design="swiss",
    ink="ochre",
)
"""What the company says once; every card takes it."""
CAME: Final = 9
"""So many have taken over their cards, in the order of the table; four more are invited and have not come yet."""

INVITED: Final = 4
LEAVER, SUCCESSOR = 5, 0
GROUNDS: Final = ("#e9c46a", "#8fb0c4", "#c9b99a", "#a7c4a0", "#d8a7b1", "#b8b4d0", "#e4b77a")
HAIRS: Final = ("#3b2a22", "#1d1a1c", "#8a5a33", "#c9a46a", "#5a2d1f")
SKINS: Final = ("#e3b596", "#a9744f", "#d9a982", "#eac4a8", "#7d5138", "#c98f68")
COATS: Final = ("#1f4a52", "#5b2347", "#22303c", "#0f4c3a")


def team(secret: str, now: datetime) -> Workspace:
    """Their administrator logs in with this secret."""
    mira = _person(EMAIL, "Mira Solberg", secret)
    workspace = create_workspace(name=HOUSE, owner=mira, language="en", zone="Europe/Berlin", currency="EUR")
    workspace.plan_key = workspace.plan_override = plans.UNLIMITED
    workspace.save(update_fields=["plan_key", "plan_override"])
    with inside(workspace):
        owner = Membership.objects.select_related("user", "workspace").get(user=mira)
        dressing.change(workspace=workspace, fields=FOR_ALL, version=0, by=mira)
        company = creating.create(workspace=workspace, handle="helioform", document=_company(), by=mira)
        publishing.publish(card=company, by=mira)
        _from_table(owner, now)
        prepared = list(Prepared.objects.select_related("card__workspace").order_by("pk"))
        members = [_come(one, number) for number, one in enumerate(prepared[:CAME])]
        for one in prepared[CAME : CAME + INVITED]:
            claiming.ask(one, owner)
        _leave(members[LEAVER], members[SUCCESSOR], prepared[SUCCESSOR].card, owner)
        seed_visits.until(now, workspace, {one.card: seed_figures.USUAL for one in prepared[:6]}, days=7)
        _draw_later(workspace, now)
    return workspace


def table() -> bytes:
    """As somebody sends it."""
    header = ["First name", "Last name", "Job title", "Phone", "E-mail", "Employee ID"]
    return b"".join(spreadsheet.write(header, [_row(number) for number in range(len(GIVEN))]))


def _row(number: int) -> list[str]:
    phone, key = f"+49 40 66969 {300 + number}", f"H{number + 1:02}"
    return [GIVEN[number], FAMILY[number], TITLES[number % len(TITLES)], phone, _address(number), key]


def _from_table(owner: Membership, now: datetime) -> None:
    """Thirty cards, as an administrator makes them; nobody is invited yet."""
    found = importing.check(name="people.csv", data=table(), by=owner.user, now=now)
    importing.start(found=found, invites=False, valid_only=False, by=owner, now=now)
    filling.fill_team.function(team_list=found.pk)


def _come(one: Prepared, number: int) -> Membership:
    """Somebody takes over their card, adds a picture, and publishes."""
    person = _person(one.email, one.card.name)
    membership = Membership.objects.create(user=person, role=Role.EDITOR)
    claiming.welcome(membership=membership, email=one.email)
    card = one.card
    portrait = photos.write(_portrait(number), workspace=card.workspace, purpose=Photo.Purpose.PORTRAIT, by=person)
    document = card.document.model_copy(update={"portrait": portrait.pk})
    publishing.save(card=card, document=document, version=card.draft_version, by=person)
    publishing.publish(card=card, by=person)
    return membership


def _leave(leaver: Membership, successor: Membership, card: Card, owner: Membership) -> None:
    forward = f"{settings.BASE_URL}/{card.handle}"
    handover = Handover(to=successor, fate=Fate.FORWARD, forward_url=forward)
    leaving.remove(membership=leaver, handover=handover, by=owner)


def _draw_later(workspace: Workspace, now: datetime) -> None:
    waiting = Effect.objects.filter(workspace=workspace)
    for number, one in enumerate(waiting.filter(task__in=[draw_code.name, draw_preview.name]).order_by("pk")):
        Effect.objects.filter(pk=one.pk).update(due_at=now + LATER + number * timedelta(seconds=2))


def _company() -> Document:
    start = starting_document(name=HOUSE, purpose=Purpose.TEAM, language="en")
    about = "Thirty people who plan, mount and mend solar roofs between Hamburg and Kiel. Ask the one next to you."
    identity = start.identity.model_copy(update={"title": "Solar roofs that pay for themselves", "bio": about})
    return start.model_copy(update={"identity": identity})


def _portrait(number: int) -> Rendered:
    """Nobody looks like anybody else: the lists are of unlike lengths."""
    ground, hair, skin, coat = (shades[number % len(shades)] for shades in (GROUNDS, HAIRS, SKINS, COATS))
    face = pictures.person(ground, hair, skin, coat, long_hair=number % 3 == 0, wide=320)
    return pictures.developed(face, 160, 320)


def _address(number: int) -> str:
    return f"{GIVEN[number].lower()}@{HOST}"


def _person(email: str, name: str, secret: str | None = None) -> User:
    user = User.objects.create_user(email, secret, name=name, zone="Europe/Berlin")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
