"""What a workspace holds in the sweeps over all addresses: something of every kind, marked with a word to look for."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import QueryDict
from django.utils import timezone

from audience.models import DayTotal, Lead
from billing.models import Subscription
from bookings.models import Absence, Booking, Calendar, Service
from cards import coding, deleting, dressing, publishing
from cards.company import CompanyFields
from cards.content import PostalAddress
from cards.models import Album, AlbumPhoto, Card, Code, Photo, Prepared, PrintBundle, Publication, TeamList
from cards.titling import Titles
from storefront.models import Coupon, Order, Product, ProductImport, Shop
from tests.access_table import WORKSPACE
from tests.audience.people import make_lead
from tests.bookings.diary import at, make_booking, make_calendar, make_service
from tests.cards.editor.forms_sent import sent
from tests.cast import make_card, make_document
from tests.storefront.stall import make_coupon, make_order, make_product, make_shop, make_upload, make_zone, wanted
from tests.urlwalk import Address
from workspaces.models import Effect, Export, Invitation, Membership, Role, User, Workspace
from workspaces.scoping import WorkspaceOwned, inside


@dataclass(frozen=True)
class Holding:
    """A published card with two or more versions, a second code and a portrait; and a deleted card."""

    workspace: Workspace
    owner: User
    card: Card
    deleted: Card
    code: Code
    photo: Photo
    newest: Publication
    service: Service
    calendar: Calendar
    booking: Booking
    absence: Absence
    shop: Shop
    product: Product
    order: Order
    coupon: Coupon
    upload: ProductImport
    album: Album
    lead: Lead
    other_lead: Lead
    export: Export
    member: Membership
    invitation: Invitation
    team_list: TeamList
    bundle: PrintBundle

    def values(self, address: Address) -> dict[str, object]:
        """A value for every argument of an address of a workspace; `test_policies` fails for an unknown name."""
        return {
            "workspace": self.workspace.slug,
            "card": self.deleted.pk if address.name == "card_restore" else self.card.pk,
            "code": self.code.pk,
            "number": self.newest.number,
            "kind": "svg",
            "layout": "side",
            "sheet": "tent",
            "purpose": "portrait",
            "booking": self.booking.pk,
            "absence": self.absence.pk,
            "calendar": self.calendar.pk,
            "service": self.service.pk,
            "product": self.product.pk,
            "order": self.order.pk,
            "coupon": self.coupon.pk,
            "what": "pickup",
            "upload": self.upload.pk,
            "album": self.album.pk,
            "member": self.member.pk,
            "invitation": self.invitation.pk,
            "design": "ticket",
            "lead": self.lead.pk,
            "source": "lead",
            "row": self.lead.pk,
            "export": self.export.pk,
            "team_list": self.team_list.pk,
            "bundle": self.bundle.pk,
        }

    def form(self, name: str) -> str:
        """What a browser would send to an address to change something, as a query string."""
        typed = WORKSPACE[name].form
        if name == "card_save":
            version = str(self.card.draft_version)
            return sent(self.card.document, typed | {"version": version}).urlencode()
        data = QueryDict(mutable=True)
        data.update(typed | self._chosen(name))
        return data.urlencode()

    def _chosen(self, name: str) -> dict[str, str]:
        """Rows of this workspace that a form chooses among."""
        calendar, service = str(self.calendar.pk), str(self.service.pk)
        return {
            "booking_move": {"calendar": calendar},
            "booking_new": {"calendar": calendar, "service": service},
            "absence_new": {"calendars": calendar},
            "cards_chosen": {"card": str(self.card.pk)},
            "cards_print": {"card": str(self.card.pk)},
            "leads": {"lead": str(self.lead.pk)},
            "leads_delete": {"lead": str(self.lead.pk)},
            "leads_export_csv": {"lead": str(self.lead.pk)},
            "leads_export_vcf": {"lead": str(self.lead.pk)},
            "lead_join": {"with": str(self.other_lead.pk)},
            "services": {"service": service},
            "cards_titles": self._titles(),
            "products": {"act": f"move {self.product.pk} before {self.product.pk}"},
        }.get(name, {})

    def _titles(self) -> dict[str, str]:
        who = self.card.document.identity
        mark = Titles(who.title, who.department).mark
        return {f"title-{self.card.pk}": "Mallory", f"mark-{self.card.pk}": mark}


def make_holding(workspace: Workspace, owner: User, mark: str, *, versions: int = 2) -> Holding:
    """`mark` stands in every text of it."""
    with inside(workspace):
        files = {"webp": f"p/ab/{mark}-160.webp", "jpeg": f"p/ab/{mark}-160.jpg", "height": 160}
        photo = Photo.objects.create(purpose="portrait", alt=mark, width=160, height=160, renditions={"160": files})
    card = make_card(workspace, mark.lower(), by=owner, published=True, **_words(mark), portrait=photo.pk)
    deleted = make_card(workspace, f"{mark.lower()}-gone", by=owner, published=True, **_words(mark))
    with inside(workspace):
        code = coding.add_code(card=card, label=mark, by=owner)
        for number in range(2, versions + 1):
            words = _words(mark) | {"greeting": f"{mark} {number}", "portrait": photo.pk}
            publishing.save(card=card, document=make_document(**words), version=card.draft_version, by=owner)
            publishing.publish(card=card, by=owner)
        deleting.delete(card=deleted, by=owner)
        newest = Publication.objects.filter(card=card)[0]
        calendar = make_calendar(mark)
        service = make_service(calendar, title=mark)
        booking = make_booking(service, at(10), card=card, name=mark)
        absence = Absence.objects.create(calendar=calendar, start=at(15), end=at(16), note=mark)
        shop = make_shop(title=mark)
        product = make_product(mark)
        order = make_order(wanted(product), card=card, name=mark)
        coupon = make_coupon(mark.upper())
        make_zone(mark)
        upload = make_upload(mark, by=owner)
        lead = make_lead(card, name=mark, company=mark, note=mark, code=code)
        other_lead = make_lead(card, name=mark)
        export = Export.objects.create(
            by=owner, state=Export.State.READY, stored=f"{mark}.zip", ready_at=timezone.now()
        )
        DayTotal.objects.create(card=card, day=timezone.now().date(), figure="views", count=3)
        DayTotal.objects.create(
            card=card, day=timezone.now().date(), figure="views", part="referrer", key=mark, count=3
        )
        Subscription.objects.create(customer_id=f"cus_{mark}", choice="pro-month-1", status="active")
        colleague = User.objects.create_user(f"{mark.lower()}@example.com", name=mark)
        member = Membership.objects.create(user=colleague, role=Role.VIEWER)
        invited = f"{mark.lower()}-invited@example.com"
        invitation = Invitation.objects.create(email=invited, role=Role.VIEWER, digest=mark)
        company = CompanyFields(organisation=mark, address=PostalAddress(street=mark))
        dressing.change(workspace=workspace, fields=company, version=0, by=owner)
        team_list = TeamList.objects.create(
            name=mark, header=["name"], rows=[[2, {"name": mark}]], mapping={"name": "full_name"}, total=1, by=owner
        )
        Prepared.objects.create(card=card, email=f"{mark.lower()}-claims@example.com", number=mark)
        bundle = PrintBundle.objects.create(
            cards=[card.pk],
            state="ready",
            stored=f"{mark}.zip",
            missing=[[mark, "tent", "small"]],
            ready_at=timezone.now(),
        )
        album = Album.objects.create(slug=mark.lower(), title=mark, copyright=mark)
        in_album = Photo.objects.create(purpose="gallery", width=160, height=160, renditions={"160": files})
        AlbumPhoto.objects.create(album=album, photo=in_album, state="ready", caption=mark, alt=mark, filename=mark)
    return Holding(
        workspace=workspace,
        owner=owner,
        card=card,
        deleted=deleted,
        code=code,
        photo=photo,
        newest=newest,
        service=service,
        calendar=calendar,
        booking=booking,
        absence=absence,
        shop=shop,
        product=product,
        order=order,
        coupon=coupon,
        upload=upload,
        album=album,
        lead=lead,
        other_lead=other_lead,
        export=export,
        member=member,
        invitation=invitation,
        team_list=team_list,
        bundle=bundle,
    )


def _words(mark: str) -> dict[str, Any]:
    return {"identity": {"given": mark, "family": mark, "title": mark, "bio": mark}, "greeting": mark}


def fingerprint(workspace: Workspace) -> dict[str, list[Any]]:
    """Every value of every row of a workspace."""
    owned = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned)]
    rows: dict[str, Any] = {model.__name__: model.unscoped.filter(workspace=workspace) for model in owned}
    rows |= {"Effect": Effect.objects.filter(workspace=workspace)}
    rows |= {"Workspace": Workspace.objects.filter(pk=workspace.pk)}
    return {name: list(found.order_by("pk").values()) for name, found in rows.items()}
