"""The demonstration: Ada's workspace, those of four trades and a team of thirty, made through the domain functions."""

import secrets
from pathlib import Path
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cards import coding, creating, photos, publishing
from cards.content import Document
from cards.models import Card, Photo
from cards.qr_style import Eyes, Modules, Style
from cardsite import seed_bookings, seed_figures, seed_gallery, seed_leads, seed_shop, seed_team, seed_visits
from cardsite import seed_content as content
from cardsite import seed_pictures as pictures
from workspaces import plans
from workspaces.creating import create_workspace
from workspaces.models import Membership, Role, User, Workspace
from workspaces.scoping import inside

EMAIL: Final = "ada@example.com"


def password() -> str:
    """Ada's, made once for this installation and kept in `DATA_DIR/demo-password`."""
    path = Path(settings.DATA_DIR, "demo-password")
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9))
    return path.read_text().strip()


@transaction.atomic
def seed() -> bool:
    """All or nothing, and only where there is no workspace yet; says whether it did."""
    if Workspace.objects.exists():
        return False
    ada = _person(EMAIL, "Ada Marlowe", password())
    atelier = _atelier(ada)
    _rosa(ada)
    _bilal(ada)
    _sales_team(ada)
    _photographer(ada)
    _past()
    seed_team.team(password(), timezone.now())
    with inside(atelier):
        Membership.objects.filter(user=ada).update(last_used_at=timezone.now())  # logging in leads home
    return True


def _atelier(ada: User) -> Workspace:
    workspace = create_workspace(name="Atelier", owner=ada, language="en", zone="Europe/London", currency="GBP")
    face = pictures.portrait("#c9b99a", "#3b2a22", "#d9a982", "#1f4a52", long_hair=True)
    card = _card(workspace, "ada", content.ADA, ada, portrait=face)
    with inside(workspace):
        code = coding.add_code(card=card, label="Studio door", by=ada)
        look = Style(
            "#1f4a52",
            modules=Modules.ROUNDED,
            eyes=Eyes.ROUNDED,
            logo=str(card.document.portrait),
            caption="Scan to save my contact",
        )
        coding.restyle(code=code, style=look, by=ada)
        seed_leads.bookbinder(card, code, ada, timezone.now())
    return workspace


def _rosa(ada: User) -> None:
    rosa, workspace = _neighbour("Rosa Quintero", "Rosa Hair", ada, language="es")
    face = pictures.portrait("#d8a7b1", "#5a2d1f", "#e3b596", "#5b2347", long_hair=True)
    card = _card(workspace, "rosa-hair", content.ROSA, rosa, portrait=face)
    with inside(workspace):
        seed_bookings.salon(workspace, card, rosa, timezone.now())


def _bilal(ada: User) -> None:
    bilal, workspace = _neighbour("Bilal Rahmani", "Bilal Bakes", ada)
    face = pictures.portrait("#e4b77a", "#1d1a1c", "#a9744f", "#f3efe6")
    card = _card(workspace, "bilal-bakes", content.BILAL, bilal, portrait=face)
    with inside(workspace):
        seed_shop.bakery(workspace, card, bilal, timezone.now())


def _sales_team(ada: User) -> None:
    head, workspace = _neighbour("Jonas Weidner", "Hallmann & Voss", ada, zone="Europe/Berlin", currency="EUR")
    workspace.plan_key = workspace.plan_override = plans.UNLIMITED  # more cards than the free plan has
    workspace.save(update_fields=["plan_key", "plan_override"])
    company = _card(workspace, "hallmann-voss", content.COMPANY, head, logo=pictures.mark("#0f4c3a", "#f1ead8"))
    logo = company.document.logo
    for handle, (name, title, extension) in content.TEAM.items():
        document = content.colleague(name, title, extension).model_copy(update={"logo": logo})
        _card(workspace, handle, document, head)


def _photographer(ada: User) -> None:
    noor, workspace = _neighbour("Noor Lindqvist", "Lindqvist Photography", ada)
    face = pictures.portrait("#8fb0c4", "#c9c2b4", "#eac4a8", "#22303c")
    hills = pictures.landscape("#e8d9c5", "#f4b76a", ("#b9b7b0", "#8b98a0", "#5b7183", "#2f4859"))
    card = _card(workspace, "noor-lindqvist", content.NOOR, noor, portrait=face, cover=hills)
    with inside(workspace):
        seed_gallery.albums(workspace)
        seed_leads.photographer(card, timezone.now())


def _past() -> None:
    """Figures of the weeks before and of today, as if people had come."""
    for workspace in Workspace.objects.order_by("pk"):
        with inside(workspace):
            cards = {card: seed_figures.HABITS.get(card.handle, seed_figures.USUAL) for card in Card.objects.all()}
            seed_visits.until(timezone.now(), workspace, cards)


def _person(email: str, name: str, secret: str | None = None, **fields: Any) -> User:
    """With a verified address; without a secret nobody can log in as them."""
    user = User.objects.create_user(email, secret, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _neighbour(
    name: str,
    trade: str,
    ada: User,
    *,
    language: str = "en",
    zone: str = "Europe/London",
    currency: str = "GBP",
) -> tuple[User, Workspace]:
    """Somebody else's workspace, into which Ada may look as its admin."""
    owner = _person(f"{name.split(maxsplit=1)[0].lower()}@example.com", name, language=language, zone=zone)
    workspace = create_workspace(name=trade, owner=owner, language=language, zone=zone, currency=currency)
    with inside(workspace):
        Membership.objects.create(user=ada, role=Role.ADMIN)
    return owner, workspace


def _card(workspace: Workspace, handle: str, document: Document, by: User, **drawn: bytes) -> Card:
    """A published card with the pictures drawn for it: portrait, cover, logo."""
    with inside(workspace):
        kept = {name: _kept(workspace, Photo.Purpose(name), data, by) for name, data in drawn.items()}
        card = creating.create(workspace=workspace, handle=handle, document=document.model_copy(update=kept), by=by)
        publishing.publish(card=card, by=by)
    return card


def _kept(workspace: Workspace, purpose: Photo.Purpose, data: bytes, by: User) -> Any:
    return photos.keep(workspace=workspace, data=data, purpose=purpose, by=by).pk
