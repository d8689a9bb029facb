"""Amounts in words: they add up, and are in the currency Stripe says (P8, P21). Pure."""

from datetime import UTC, datetime, timedelta

import pytest

from billing import bill_words
from billing.choices import Choice
from billing.snapshots import BillLine, Preview, Price
from tests.billing.till import PRO, TEAM

END = datetime(2026, 12, 29, 12, tzinfo=UTC)
BACK, NEW = BillLine(-400, PRO, "Unused time of pro_month", END), BillLine(2400, TEAM, "5 x team_month", END)


@pytest.mark.parametrize(
    ("due", "kept", "more"),
    [
        (2000, 0, []),
        (2380, 0, [("Taxes", "€3.80")]),
        (1500, 0, [("Discounts and credit", "−€5")]),
        (0, 700, [("Discounts and credit", "−€27"), ("Kept for later payments", "€7")]),
    ],
)
def test_the_lines_of_a_change_add_up_to_what_is_due(due: int, kept: int, more: list[tuple[str, str]]):
    found = Preview(PRO, due, "EUR", (BACK, NEW), kept)
    assert bill_words.of_preview(found) == [
        ("Back for Pro, by the month, not used until 29 December 2026", "−€4"),
        ("Team for 5 members, by the month, from today to 29 December 2026", "€24"),
        *more,
    ]


@pytest.mark.parametrize(
    ("due", "kept", "had", "later", "said"),
    [
        (2000, 0, 0, False, "€30 on 29 December 2026"),
        (1500, 0, 500, False, "€30 on 29 December 2026"),  # what was kept goes on today's
        (1500, 0, 500, True, "€25 on 31 December 2026; €5 kept at Stripe goes first"),
        (0, 700, 2700, False, "€23 on 29 December 2026; €7 kept at Stripe goes first"),
        (2380, 0, 0, False, ""),  # taxes
    ],
)
def test_what_is_taken_after_a_change_is_said_where_it_is_known(
    due: int, kept: int, had: int, said: str, *, later: bool
):
    found, price = Preview(PRO, due, "EUR", (BACK, NEW), kept, had), Price("price_1", "team", "month", 600, "EUR")
    day = END + timedelta(days=2) if later else None
    assert dict(bill_words.after(found, price, TEAM.seats, day)).get("Next payment", "") == said


def test_what_is_no_plan_keeps_the_words_of_whoever_billed_it():
    assert bill_words.of_line(BillLine(500, None, "Printed cards", END)) == "Printed cards"


def test_a_total_is_for_all_members_in_the_currency_of_its_price():
    price = Price("price_1", "team", "year", 9000, "JPY")
    assert bill_words.of_total(price, 3) == "3 members × ¥9,000 = ¥27,000 a year"
    assert price.choice(3) == Choice("team", "year", 3)
    assert bill_words.of_total(Price("price_2", "pro", "month", 950, "USD"), 3) == "$9.50 a month"
