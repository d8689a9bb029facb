"""Services as visitors see them: on the card, on the page of all services, above the times."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString

from bookings import wording
from bookings.models import Booking, Service
from cards.markdown import to_html
from cards.models import Card
from cards.shown_photos import ShownPhoto, shown
from workspaces.moments import duration


@dataclass(frozen=True)
class ShownService:
    """`url` is empty for what can only be read about."""

    title: str
    html: SafeString | str
    minutes: str
    price: str
    photo: ShownPhoto | None
    url: str
    asks: bool

    @property
    def facts(self) -> list[str]:
        return [fact for fact in (self.minutes, self.price) if fact]


def shown_services(card: Card, language: str) -> list[ShownService]:
    """Every service a visitor may see, in the owner's order. Two queries."""
    bookable = set(Service.objects.get_queryset().offered().values_list("pk", flat=True))
    found = Service.objects.get_queryset().shown().select_related("photo")
    return [shown_service(service, card, language, bookable=service.pk in bookable) for service in found]


def shown_service(service: Service, card: Card, language: str, *, bookable: bool = True) -> ShownService:
    return ShownService(
        title=service.title,
        html=to_html(service.text) if service.text else "",
        minutes=duration(service.duration),
        price=wording.price(service.price_kind, service.price, service.currency, language),
        photo=shown(service.photo, alt=service.title),
        url=reverse("book_service", args=[card.handle, service.slug]) if bookable else "",
        asks=service.approval,
    )


def shown_choice(booking: Booking, card: Card, language: str) -> ShownService:
    """The service with the length and the price of what is chosen: extras and seats count."""
    return replace(
        shown_service(booking.service, card, language),
        minutes=duration(int((booking.end - booking.start).total_seconds()) // 60),
        price=wording.price(booking.price_kind, booking.price, booking.currency, language),
    )


def only_one(services: Iterable[ShownService]) -> str:
    """Where to go at once when there is nothing to choose."""
    found = list(services)
    return found[0].url if len(found) == 1 else ""
