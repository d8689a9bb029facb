"""Begin, change, end and go on, against the double, by the real SDK (P3, P8)."""

from tests.billing.till import PRO, Till


def test_a_paid_session_becomes_a_plan(till: Till):
    till.buy(PRO)
    assert (till.plan, till.row.status, till.row.choice) == (("pro", 0), "active", "pro-month-1")
