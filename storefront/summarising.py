"""The evening's letter to a seller: what came in today, what is to be handed over, what waits for an answer (S23)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cardsite.kit import money
from storefront.models import Order, Shop
from storefront.states import State
from workspaces.letters import Letter, subject


@dataclass(frozen=True)
class Summary:
    """Figures of one day on the shop's clock; `worth` in minor units."""

    shop: Shop
    day: date
    placed: int
    worth: int
    unanswered: int
    unpaid: int
    tomorrow: int

    @property
    def is_empty(self) -> bool:
        return not (self.placed or self.unanswered or self.tomorrow)


def summary(shop: Shop, day: date) -> Summary:
    since, until = _day(shop, day)
    orders = Order.objects.get_queryset()
    came = orders.filter(placed_at__gte=since, placed_at__lt=until).aggregate(number=Count("pk"), worth=Sum("total"))
    later = until + timedelta(days=1)
    return Summary(
        shop=shop,
        day=day,
        placed=came["number"],
        worth=came["worth"] or 0,
        unanswered=orders.filter(state=State.PLACED).count(),
        unpaid=orders.open().filter(payment=Order.Payments.UNPAID).exclude(state=State.PLACED).count(),
        tomorrow=orders.open().filter(window_start__gte=until, window_start__lt=later).count(),
    )


def letter(found: Summary) -> Letter:
    """In the active language."""
    shop = found.shop
    worth = money.spoken(found.worth, shop.currency, shop.workspace.language)
    rows = [
        (_("Orders today"), f"{found.placed} ({worth})" if found.placed else "0"),
        (_("Waiting for your answer"), str(found.unanswered)),
        (_("To hand over tomorrow"), str(found.tomorrow)),
        (_("Accepted and unpaid"), str(found.unpaid)),
    ]
    return Letter(
        subject=subject(
            ngettext("%(shop)s: %(number)d order today", "%(shop)s: %(number)d orders today", found.placed)
            % {"shop": shop.name, "number": found.placed}
        ),
        heading=_("Your shop today"),
        said=[],
        rows=rows,
        links=[(_("Open the orders"), f"{settings.BASE_URL}{reverse('orders', args=[shop.workspace.slug])}")],
        signed=settings.SITE_NAME,
    )


def _day(shop: Shop, day: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(shop.zone)
    since = datetime.combine(day, datetime.min.time(), zone)
    return since, datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
