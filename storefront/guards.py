"""What the database itself refuses: foreign keys across workspaces, and a ledger that changes (rule 2; P22)."""

from storefront.models import (
    LedgerEntry,
    Order,
    OrderEvent,
    Product,
    ProductPhoto,
    Reservation,
    Revision,
    Variant,
)
from workspaces.guards import PREFIX, Guard, register, same_workspace

LEDGER = LedgerEntry._meta.db_table
UNCHANGED = f"{PREFIX}{LEDGER}_unchanged"


def never_changed() -> Guard:
    """An entry may only be written; it goes with its order when a workspace is erased."""
    said = "OLD.amount <> NEW.amount OR OLD.kind <> NEW.kind OR OLD.order_id <> NEW.order_id OR OLD.key <> NEW.key"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"
    sqlite = (f'CREATE TRIGGER "{UNCHANGED}" BEFORE UPDATE ON "{LEDGER}" WHEN {said} {refuse}',)
    function = (
        f'CREATE FUNCTION "{UNCHANGED}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {said} THEN RAISE EXCEPTION '{UNCHANGED}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NEW; END $$"
    )
    trigger = f'CREATE TRIGGER "{UNCHANGED}" BEFORE UPDATE ON "{LEDGER}" FOR EACH ROW EXECUTE FUNCTION "{UNCHANGED}"()'
    return Guard(UNCHANGED, LEDGER, sqlite, (function, trigger))


def register_all() -> None:
    register(
        never_changed(),
        same_workspace(Product, "category"),
        same_workspace(Variant, "product"),
        same_workspace(ProductPhoto, "product"),
        same_workspace(ProductPhoto, "photo"),
        same_workspace(Order, "card"),
        same_workspace(Order, "coupon"),
        same_workspace(Revision, "order"),
        same_workspace(Reservation, "order"),
        same_workspace(Reservation, "variant"),
        same_workspace(LedgerEntry, "order"),
        same_workspace(OrderEvent, "order"),
    )
