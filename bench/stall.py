"""A shop for measurement: so many products in ten categories, and people who all order at once."""

import sys
import threading
import time
from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.storefront import LADDER
from cards.models import Card
from storefront import ordering, quoting
from storefront.choosing import Wanted
from storefront.models import Category, Order, Product, Shop, Variant
from storefront.ordering import Buyer, Handing
from workspaces.models import Workspace
from workspaces.scoping import inside

CATEGORIES: Final = 10
BUYERS: Final = 4
ORDERS_EACH: Final = 50
ROUNDS: Final = 15
PAGES: Final = {"first": "", "last": "?page={last}", "category": "?category=c-3", "search": "?q=product+{newest}"}


def measure() -> None:
    """Prints lines of `<name> <number>` for `bench.storefront`: milliseconds of CPU, queries, orders a second."""
    workspace = Workspace.objects.get(slug="bench")
    with inside(workspace):
        Shop.objects.create(currency="EUR", zone="Europe/Berlin", whatsapp="+447700900123", workspace=workspace)
        for number in range(CATEGORIES):
            Category.objects.create(slug=f"c-{number}", title=f"Category {number}", position=number)
        for total in LADDER:
            _fill(Product.objects.count(), total)
            for page, query in PAGES.items():
                address = f"/{Card.objects.get().handle}/shop{query.format(last=-(-total // 24), newest=total - 1)}"
                print(f"{page}_{total} {_cpu(address):.3f}")
                print(f"{page}_{total}_queries {_queries(address)}")
    before = time.process_time()
    print(f"orders {_orders(workspace):.1f}")
    print(f"order_cpu {(time.process_time() - before) * 1000 / BUYERS / ORDERS_EACH:.3f}")


def _fill(start: int, total: int) -> None:
    categories = list(Category.objects.all())
    rows = [
        Product(
            slug=f"p-{number}", title=f"Product {number}", folded=f"product {number}", position=number, price=1_000,
            category=categories[number % CATEGORIES],
        )
        for number in range(start, total)
    ]  # fmt: skip
    made = Product.objects.bulk_create(rows, batch_size=1_000)
    Variant.objects.bulk_create([Variant(product=one, stock=10**6) for one in made], batch_size=1_000)


def _look(address: str) -> None:
    """What a visitor gets, through the whole of Django."""
    answer = Client(SERVER_NAME="localhost").get(address)
    if answer.status_code != HTTPStatus.OK or b"Product " not in answer.content:
        sys.exit(f"no products at {address}")


def _queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _look(address)
    return len(captured)


def _cpu(address: str) -> float:
    """Median milliseconds of this process's CPU; what PostgreSQL does besides, the number of queries bounds."""
    samples = []
    for _round in range(ROUNDS):
        before = time.process_time()
        _look(address)
        samples.append((time.process_time() - before) * 1000)
    return sorted(samples)[len(samples) // 2]


def _orders(workspace: Workspace) -> float:
    """Orders a second of several buyers at once, each with its stock, history and effects."""
    now, failures = timezone.now(), []

    def buy(buyer: int) -> None:
        try:
            with inside(workspace):
                for number in range(ORDERS_EACH):
                    _order(f"{buyer}-{number}", buyer * ORDERS_EACH + number, now)
        except Exception as failure:  # noqa: BLE001  # told below, by the thread that can end the program
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=buy, args=(number,)) for number in range(BUYERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    with inside(workspace):
        if failures or Order.objects.count() != BUYERS * ORDERS_EACH:
            sys.exit(f"orders are missing: {failures}")
    return BUYERS * ORDERS_EACH / spent


def _order(key: str, number: int, now: datetime) -> None:
    """Two lines of two products."""
    shop = Shop.objects.select_related("workspace").get()
    variants = Variant.objects.filter(product__slug__in=[f"p-{number}", f"p-{number + 500}"]).values_list(
        "pk", flat=True
    )
    wanted = [Wanted(variant=pk, quantity=1) for pk in variants]
    handing = Handing("pickup")
    shown = quoting.shown(ordering.bill_for(shop, wanted, "", handing, now))
    buyer = Buyer(name="Bea", phone=f"+4477009{number:05}", email=f"bea{number}@buyer.example")
    ordering.place(wanted=wanted, code="", buyer=buyer, handing=handing, shown=shown, key=key, card=None, now=now)
