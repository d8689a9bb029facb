"""Whose the words of billing are, and how they end (rule 37). Names, addresses and cards of payers are with Stripe."""

from typing import Final

from cardsite.kit.personal import MEMBERS, NOBODYS, Registry, told

FIELDS: Final[Registry] = {
    "billing.Subscription": told(
        {
            MEMBERS: "customer_id subscription_id invoice_id invoice_url checkout_id",
            NOBODYS: "uid status choice later waiting invoice_currency checkout_choice",
        }
    ),
    "billing.StripeEvent": told({NOBODYS: "event_id type customer_id"}),
}
