"""The state of the double and what changes it: customers, sessions, subscriptions, schedules, invoices, refunds.

Everything is a plain dict, so that all of it can be kept as JSON. Whatever changes leaves an event in `events`.
"""

import copy
import time
from typing import Any

from tests.doubles.stripe import shapes
from tests.doubles.stripe.shapes import Form, Thing, Wrong, listed, missing

TABLES = ("customers", "prices", "sessions", "subscriptions", "schedules", "invoices", "refunds", "portals")


class Books:
    """One Stripe account. `cards` says by customer what the bank does: ok, declined or asks."""

    def __init__(self, base: str = "http://stripe.test", *, live: bool = False, clock: int | None = None) -> None:
        self.base, self.live, self._clock = base, live, clock
        self.state: dict[str, Any] = {name: {} for name in TABLES} | {"cards": {}, "keys": {}, "ahead": 0, "number": 0}
        self.state["prices"] = shapes.prices(live)
        self.events: list[Thing] = []

    def __getattr__(self, name: str) -> Any:
        if name in {*TABLES, "cards", "keys"}:
            return self.state[name]
        raise AttributeError(name)

    @property
    def now(self) -> int:
        begun: int = self._clock if self._clock is not None else int(time.time())
        return begun + int(self.state["ahead"])

    def new_id(self, kind: str) -> str:
        self.state["number"] += 1
        return f"{kind}_{self.state['number']:06d}"

    def find(self, table: str, key: str) -> Thing:
        if key not in self.state[table]:
            raise missing(table[:-1], key)
        found: Thing = self.state[table][key]
        return found

    def tell(self, kind: str, about: Thing, before: Form | None = None) -> None:
        """An event, with the object as it is now."""
        data: Form = {"object": copy.deepcopy(about)} | ({"previous_attributes": before} if before else {})
        self.events.append(
            {
                "id": self.new_id("evt"),
                "object": "event",
                "api_version": "2026-10-28.endive",
                "created": self.now,
                "data": data,
                "livemode": self.live,
                "pending_webhooks": 1,
                "request": {"id": None, "idempotency_key": None},
                "type": kind,
            }
        )

    def _new(self, table: str, kind: str, **fields: Any) -> Thing:
        key = self.new_id(kind)
        made = {"id": key, "livemode": self.live, "created": self.now, "metadata": {}, **fields}
        self.state[table][key] = made
        return made

    # Customers and sessions

    def new_customer(self, sent: Form) -> Thing:
        made = self._new(
            "customers", "cus", object="customer", invoice_settings={"default_payment_method": None}, balance=0
        )
        made |= {key: sent[key] for key in ("name", "email", "metadata") if key in sent}
        self.cards[made["id"]] = "ok"
        self.tell("customer.created", made)
        return made

    def set_card(self, customer: str, card: str) -> None:
        """As the portal does it: another card for everything that is to come."""
        found = self.find("customers", customer)
        self.cards[customer] = card
        before = {"invoice_settings": dict(found["invoice_settings"])}
        found["invoice_settings"] = {"default_payment_method": self.new_id("pm")}
        self.tell("customer.updated", found, before)

    def new_session(self, sent: Form) -> Thing:
        line = listed(sent["line_items"])[0]
        self.find("prices", line["price"])
        self.find("customers", sent["customer"])
        fields = {
            key: sent.get(key) for key in ("success_url", "cancel_url", "client_reference_id", "customer", "mode")
        }
        extra = {"line": line, "subscription_data": sent.get("subscription_data", {})}
        made = self._new("sessions", "cs_test", object="checkout.session", **fields, **extra)
        made |= {"status": "open", "payment_status": "unpaid", "subscription": None}
        made["url"] = f"{self.base}/pay/{made['id']}"
        return made

    def expire_session(self, key: str) -> Thing:
        found = self.find("sessions", key)
        if found["status"] != "open":
            raise Wrong(400, "", f"Only open sessions can be expired; this one is {found['status']}")
        found |= {"status": "expired", "url": None}
        self.tell("checkout.session.expired", found)
        return found

    def pay_session(self, key: str, card: str = "ok") -> bool:
        """Whether the bank said yes; then there is a subscription."""
        found = self.find("sessions", key)
        if found["status"] != "open" or card == "declined":
            return False
        customer, line = found["customer"], found["line"]
        self.cards[customer] = card
        made = self._new("subscriptions", "sub", object="subscription", customer=customer, status="active")
        price = self.find("prices", line["price"])
        entry = shapes.item(made["id"], price, int(line.get("quantity", 1)), self.now)
        made |= {"cancel_at": None, "cancel_at_period_end": False, "canceled_at": None, "ended_at": None}
        made |= {"currency": "eur", "items": shapes.many([entry]), "pending_update": None, "schedule": None}
        made |= {"default_payment_method": None, "latest_invoice": None, "start_date": self.now}
        made["metadata"] = found["subscription_data"].get("metadata", {})
        self.tell("customer.subscription.created", made)
        self._paid(self._invoice(made, shapes.total(entry), "subscription_create", shapes.whole(entry)))
        found |= {"status": "complete", "payment_status": "paid", "subscription": made["id"], "url": None}
        self.tell("checkout.session.completed", found)
        return True

    # Invoices

    def _invoice(self, subscription: Thing, amount: int, reason: str, lines: list[Thing]) -> Thing:
        intent: Thing = {"id": self.new_id("pi"), "object": "payment_intent", "status": "requires_payment_method"}
        paying: Thing = {"id": self.new_id("inpay"), "object": "invoice_payment"}
        paying |= {"payment": {"type": "payment_intent", "payment_intent": intent}, "livemode": self.live}
        made = self._new("invoices", "in", object="invoice", customer=subscription["customer"], status="open")
        made |= self._settled(subscription["customer"], amount)
        made |= {"amount_paid": 0, "amount_remaining": made["amount_due"]}
        self._keep(made["customer"], made["ending_balance"])
        made |= {"currency": "eur", "billing_reason": reason, "lines": shapes.many(lines)}
        made |= {"payments": shapes.many([paying]), "hosted_invoice_url": f"{self.base}/invoice/{made['id']}"}
        made["parent"] = {"type": "subscription_details", "subscription_details": {"subscription": subscription["id"]}}
        made["status_transitions"] = {"finalized_at": self.now, "paid_at": None}
        subscription["latest_invoice"] = made["id"]
        self.tell("invoice.finalized", made)
        return made

    def _settled(self, customer: str, total: int) -> Form:
        """What is due of a total, and what becomes of the credit that is kept (a balance below zero)."""
        start = self.find("customers", customer).get("balance", 0)
        due = max(0, total + start)
        return {"total": total, "amount_due": due, "starting_balance": start, "ending_balance": min(0, total + start)}

    def _keep(self, customer: str, balance: int) -> None:
        found = self.find("customers", customer)
        before = found.get("balance", 0)
        found["balance"] = balance
        if balance != before:
            self.tell("customer.updated", found, {"balance": before})

    def _void(self, invoice: Thing) -> None:
        """With its credit kept again."""
        invoice["status"] = "void"
        used = invoice.get("ending_balance", 0) - invoice.get("starting_balance", 0)
        self._keep(invoice["customer"], self.find("customers", invoice["customer"]).get("balance", 0) - used)

    def _of(self, invoice: Thing) -> Thing:
        return self.find("subscriptions", invoice["parent"]["subscription_details"]["subscription"])

    def _intent(self, invoice: Thing) -> Thing:
        intent: Thing = invoice["payments"]["data"][0]["payment"]["payment_intent"]
        return intent

    def _paid(self, invoice: Thing) -> None:
        amount = invoice["amount_due"]
        invoice |= {"status": "paid", "amount_paid": amount, "amount_remaining": 0}
        invoice["status_transitions"]["paid_at"] = self.now
        self._intent(invoice)["status"] = "succeeded"
        self.tell("invoice.paid", invoice)
        found = self._of(invoice)
        if found["pending_update"] and invoice["billing_reason"] == "subscription_update":
            self._apply(found, found["pending_update"]["subscription_items"][0])
            self.tell("customer.subscription.pending_update_applied", found)
        still = [one for one in self.open_invoices(found["id"]) if one["billing_reason"] != "subscription_update"]
        if found["status"] in {"past_due", "unpaid"} and not still:
            found["status"] = "active"
        self.tell("customer.subscription.updated", found)

    def try_to_pay(self, invoice: Thing) -> bool:
        card = self.cards[invoice["customer"]]
        if card == "ok" or not invoice["amount_due"]:
            self._paid(invoice)
            return True
        asks = card == "asks"
        self._intent(invoice)["status"] = "requires_action" if asks else "requires_payment_method"
        self.tell("invoice.payment_failed", invoice)
        if asks:
            self.tell("invoice.payment_action_required", invoice)
        return False

    def invoices_of(self, subscription: str, status: str) -> list[Thing]:
        mine = [one for one in self.invoices.values() if one["status"] == status]
        return [one for one in mine if self._of(one)["id"] == subscription]

    def open_invoices(self, subscription: str) -> list[Thing]:
        return self.invoices_of(subscription, "open")

    def pay_invoice(self, key: str) -> Thing:
        found = self.find("invoices", key)
        if found["status"] != "open":
            raise Wrong(400, "invoice_already_paid", f"Invoice is already {found['status']}")
        if not self.try_to_pay(found):
            raise Wrong(402, "card_declined", "Your card was declined.", "card_error")
        return found

    def confirm(self, key: str) -> None:
        """On the hosted page the bank is satisfied: the invoice is paid whatever the card did."""
        found = self.find("invoices", key)
        if found["status"] == "open":
            self._paid(found)

    def confirm_all(self, subscription: str) -> None:
        for one in self.open_invoices(subscription):
            self.confirm(one["id"])

    def refund(self, sent: Form) -> Thing:
        intent = sent.get("payment_intent", "")
        paid = [one for one in self.invoices.values() if self._intent(one)["id"] == intent and one["status"] == "paid"]
        if not paid:
            raise missing("payment_intent", intent)
        amount = int(sent.get("amount", paid[0]["amount_paid"]))
        given = sum(one["amount"] for one in self.refunds.values() if one["payment_intent"] == intent)
        if not 0 < amount <= paid[0]["amount_paid"] - given:
            raise Wrong(400, "charge_already_refunded", "Refund amount is greater than what is left.")
        made = self._new("refunds", "re", object="refund", amount=amount, payment_intent=intent, status="succeeded")
        charge = {"id": self.new_id("ch"), "object": "charge", "customer": paid[0]["customer"]}
        self.tell("charge.refunded", charge | {"amount_refunded": given + amount, "livemode": self.live})
        return made

    # Subscriptions

    def _wanted(self, found: Thing, sent: Form) -> Thing:
        line = listed(sent["items"])[0]
        price = self.find("prices", line["price"])
        return shapes.item(found["id"], price, int(line.get("quantity", 1)), int(sent.get("proration_date", self.now)))

    def _apply(self, found: Thing, wanted: Thing) -> None:
        now = found["items"]["data"][0]
        same = now["price"]["recurring"]["interval"] == wanted["price"]["recurring"]["interval"]
        spans = {key: now[key] for key in ("current_period_start", "current_period_end")} if same else {}
        found |= {"items": shapes.many([wanted | spans]), "pending_update": None}

    def preview(self, sent: Form) -> Thing:
        """Of a change at once where items are sent, else of the end of the period."""
        schedule = self.schedules.get(sent.get("schedule", ""))
        found = self.find("subscriptions", schedule["subscription"] if schedule else sent["subscription"])
        details, now = sent.get("subscription_details"), found["items"]["data"][0]
        if details:
            wanted = self._wanted(found, details)
            lines = shapes.proration(now, wanted, int(details.get("proration_date", self.now)))
        elif found["cancel_at_period_end"] or found["status"] == "canceled":
            raise Wrong(404, "invoice_upcoming_none", f"No upcoming invoices for customer: {found['customer']}")
        else:
            lines = shapes.whole(self._renewed(found))
        settled = self._settled(found["customer"], sum(line["amount"] for line in lines))
        made = {"id": "upcoming_in_1", "object": "invoice", "currency": "eur", "livemode": self.live}
        return made | settled | {"created": self.now, "lines": shapes.many(lines)}

    def _renewed(self, found: Thing) -> Thing:
        """Its item for the period that comes, with what was scheduled for it."""
        now = found["items"]["data"][0]
        price, quantity = now["price"], now["quantity"]
        if found["schedule"]:
            coming = self.find("schedules", found["schedule"])["phases"][-1]["items"][0]
            price, quantity = self.find("prices", coming["price"]), int(coming["quantity"])
        return shapes.item(found["id"], price, quantity, now["current_period_end"])

    def update(self, key: str, sent: Form) -> Thing:
        found = self.find("subscriptions", key)
        if found["status"] == "canceled":
            raise Wrong(404, "resource_missing", f"No such subscription: '{key}'")
        if "cancel_at_period_end" in sent:
            if found["schedule"]:
                raise Wrong(400, "", "The subscription is managed by a schedule; update the schedule instead.")
            found["cancel_at_period_end"] = sent["cancel_at_period_end"] == "true"
        if "items" in sent:
            self._change(found, sent)
        self.tell("customer.subscription.updated", found)
        return found

    def _change(self, found: Thing, sent: Form) -> None:
        now, wanted = found["items"]["data"][0], self._wanted(found, sent)
        lines = shapes.proration(now, wanted, int(sent.get("proration_date", self.now)))
        for older in self.open_invoices(found["id"]):
            if older["billing_reason"] == "subscription_update":
                self._void(older)
                self.tell("invoice.voided", older)
        found["pending_update"] = {"expires_at": self.now + 23 * 3600, "subscription_items": [wanted]}
        total = sum(line["amount"] for line in lines)
        self.try_to_pay(self._invoice(found, total, "subscription_update", lines))

    def cancel(self, key: str) -> Thing:
        """At once, as staff of the account can; or because its time is over."""
        found = self.find("subscriptions", key)
        if found["status"] == "canceled":
            raise missing("subscription", key)
        found |= {"status": "canceled", "canceled_at": self.now, "ended_at": self.now, "pending_update": None}
        for one in self.open_invoices(key):
            self._void(one)
        self._release(found, "canceled")
        self.tell("customer.subscription.deleted", found)
        return found

    def renew(self, key: str) -> None:
        """Advance the clock to the end of its period, and do what is due then."""
        found = self.find("subscriptions", key)
        end = found["items"]["data"][0]["current_period_end"]
        self.state["ahead"] += max(0, end - self.now)
        if found["pending_update"]:
            found["pending_update"] = None
            for one in self.open_invoices(key):
                if one["billing_reason"] == "subscription_update":
                    self._void(one)
            self.tell("customer.subscription.pending_update_expired", found)
        if found["cancel_at_period_end"]:
            self.cancel(key)
            return
        renewed = self._renewed(found)
        self._release(found, "released")
        found["items"] = shapes.many([renewed])
        self.tell("customer.subscription.updated", found)
        if not self.try_to_pay(
            self._invoice(found, shapes.total(renewed), "subscription_cycle", shapes.whole(renewed))
        ):
            found["status"] = "past_due"
            self.tell("customer.subscription.updated", found)

    def give_up(self, key: str) -> None:
        """The last retry failed."""
        found = self.find("subscriptions", key)
        if found["status"] == "past_due":
            self.cancel(key)

    def pause(self, key: str) -> None:
        """A trial ended without a card, or staff of the account stopped collecting."""
        self._turn(key, "active", "paused", "customer.subscription.paused")

    def unpause(self, key: str) -> None:
        self._turn(key, "paused", "active", "customer.subscription.resumed")

    def _turn(self, key: str, before: str, after: str, kind: str) -> None:
        found = self.find("subscriptions", key)
        if found["status"] == before:
            found["status"] = after
            self.tell(kind, found)

    # Schedules

    def new_schedule(self, sent: Form) -> Thing:
        found = self.find("subscriptions", sent["from_subscription"])
        if found["schedule"] or found["status"] == "canceled":
            raise Wrong(400, "", "This subscription already has a schedule, or has ended.")
        now = found["items"]["data"][0]
        phase = {"start_date": now["current_period_start"], "end_date": now["current_period_end"]}
        phase["items"] = [{"price": now["price"]["id"], "quantity": now["quantity"]}]
        made = self._new("schedules", "sub_sched", object="subscription_schedule", status="active", phases=[phase])
        made |= {"customer": found["customer"], "subscription": found["id"], "end_behavior": "release"}
        made["current_phase"] = {key: phase[key] for key in ("start_date", "end_date")}
        found["schedule"] = made["id"]
        self.tell("subscription_schedule.created", made)
        return made

    def update_schedule(self, key: str, sent: Form) -> Thing:
        found = self.find("schedules", key)
        phases = []
        for phase in listed(sent["phases"]):
            lines = [{"price": one["price"], "quantity": int(one["quantity"])} for one in listed(phase["items"])]
            dates = {name: int(phase[name]) for name in ("start_date", "end_date") if name in phase}
            phases.append({"end_date": None, **dates, "items": lines})
        found["phases"] = phases
        self.tell("subscription_schedule.updated", found)
        return found

    def release(self, key: str) -> Thing:
        found = self.find("schedules", key)
        if found["status"] != "active":
            raise Wrong(400, "", f"This schedule is {found['status']}.")
        self._release(self.find("subscriptions", found["subscription"]), "released")
        self.tell("customer.subscription.updated", self.find("subscriptions", found["subscription"]))
        return found

    def _release(self, subscription: Thing, status: str) -> None:
        if subscription["schedule"]:
            found = self.find("schedules", subscription["schedule"])
            found["status"], subscription["schedule"] = status, None
            self.tell(f"subscription_schedule.{status}", found)
