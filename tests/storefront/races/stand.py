"""A running shop where many people want the same at once: their carts, what they send, and what became of it."""

import json
from datetime import timedelta
from typing import Any, Final

import time_machine
from django.utils import timezone

from tests import crowd
from tests.acts import act
from tests.crowd import Wish
from tests.servers import Answer, Server
from workspaces.public_form import new_stamp

RACES: Final = ("last", "again", "opposite", "number", "coupon", "once", "end")
COUPONS: Final = 3
SETUP: Final = """
import json
from datetime import timedelta
from django.utils import timezone
from storefront import carts, ordering, quoting
from storefront.models import Order, Shop
from storefront.ordering import Handing
from tests.storefront.stall import make_coupon, make_order, make_product, make_shop, variant, wanted
cast = make_cast()
card = make_card(cast.atelier, by=cast.ada, published=True)
now, made = timezone.now(), {"shown": {}, "ends": []}
number = %(number)d
with inside(cast.atelier):
    shop = make_shop()
    stocks = {"last": 1, "again": 1, "opposite": number, "number": None, "coupon": None, "once": 3, "end": 2 * number}
    goods = {race: make_product(race, 1000, stock=stock) for race, stock in stocks.items()}
    other = make_product("other", 500, stock=number)
    make_coupon("FEW", limit=%(coupons)d)
    for race, product in goods.items():
        for one in range(number):
            lines = [wanted(product)]
            if race == "opposite":
                lines = [wanted(product), wanted(other)][:: 1 if one %% 2 else -1]
            for line in lines:
                cart = carts.add(secret=f"{race}-{one}", wanted=line, now=now)
            code = "FEW" if race == "coupon" else ""
            carts.set_coupon(cart=cart, code=code)
        bill = ordering.bill_for(Shop.objects.get(), lines, code, Handing("pickup"), now)
        made["shown"][race] = quoting.seal(bill)
    for one in range(number):
        order = make_order(wanted(goods["end"]), card=card, now=now - timedelta(hours=25), phone=f"+44770091{one:04}")
        made["ends"].append(order.pk)
client = Client()
client.force_login(cast.ada)
made["session"] = client.cookies["session"].value
print(json.dumps(made))
"""
LAPSE: Final = """
from datetime import timedelta
from django.utils import timezone
from storefront import upkeep
for _round in range(20):
    upkeep.lapse(timezone.now())
"""


class Stand:
    """One installation; `number` people ask at once."""

    def __init__(self, server: Server, number: int) -> None:
        self.server, self.number = server, number
        made = json.loads(act(server, SETUP % {"number": number, "coupons": COUPONS}))
        self.shown: dict[str, str] = made["shown"]
        self.ends: list[int] = made["ends"]
        self.session: str = made["session"]

    def wish(self, race: str, one: int, **over: Any) -> Wish:
        """The order of the cart number `one`, by somebody who has had the page open for a while."""
        with time_machine.travel(timezone.now() - timedelta(seconds=30)):
            stamp = new_stamp()
        form = {
            "stamp": stamp,
            "shown": self.shown[race],
            "way": "pickup",
            "name": "Bea",
            "phone": f"+44770090{one:04}",
        }
        return "/ada/shop/order", form | over, {"Cookie": f"cart={race}-{one}"}

    def at_once(self, race: str) -> list[Answer]:
        return crowd.at_once(self.server, [self.wish(race, one) for one in range(self.number)])

    def sold(self, race: str) -> tuple[int | None, int, int]:
        """What is left of the product of a race, what orders hold of it, and how many orders do."""
        ((left, held, orders),) = self.server.rows(
            "SELECT v.stock, COALESCE(SUM(r.quantity), 0), COUNT(r.id) FROM storefront_variant v "
            "JOIN storefront_product p ON p.id = v.product_id "
            "LEFT JOIN storefront_reservation r ON r.variant_id = v.id AND r.state <> 'returned' "
            "WHERE p.title = ? GROUP BY v.id, v.stock",
            race,
        )
        return left, int(held), int(orders)

    def numbers(self) -> list[int]:
        return [number for (number,) in self.server.rows("SELECT number FROM storefront_order ORDER BY number")]
