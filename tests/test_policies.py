"""Every address declares who may call it; what a list does not name is an offence (rule 4; A20)."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import include, path

from tests import access_table
from tests.access_table import ENTRANCES, PERSONAL, PUBLIC, SIGNED
from tests.cast import Cast
from tests.urlwalk import METHODS, Address, each_method, walk
from workspaces import access
from workspaces.access import RIGHTS

EXAMPLES = {"pk": 1, "object_id": 1, "content_type_id": 1, "app_label": "workspaces", "url": "nowhere"}
EXAMPLES_OF_ACCOUNTS = EXAMPLES | {"uidb36": "1", "key": "abc-def"}


def offences(addresses: Iterable[Address]) -> list[str]:
    """Addresses whose policy is missing, unknown, or not fit for where they stand."""
    return [f"{address.name}: {why}" for address in addresses if (why := _wrong(address))]


def _wrong(address: Address) -> str:
    if address.of_workspace:
        return "" if {address.policy, address.policy_of_post} <= RIGHTS.keys() else "no right of a workspace"
    if address.route.startswith("staff/"):
        return "" if address.policy == "staff" else "not for staff"
    if address.route.startswith("accounts/") and not address.policy:
        third_party = address.view.__module__.startswith(("allauth.", "django."))
        return "" if third_party else "a view of ours without policy"
    return "" if address.policy in {"public", "signature", "entrance", "personal"} else "no policy"


def test_every_address_declares_its_policy():
    """Rule 4"""
    assert offences(walk()) == []


def test_an_address_without_policy_is_an_offence():
    """The control of the test above: views made up here, in every place a view can stand."""

    def bare(request: object) -> HttpResponse:
        return HttpResponse()

    below = [
        path("leak/", bare, name="leak"),
        path("open/", access.public(lambda request: HttpResponse()), name="open_leak"),
        path("kept/", access.needs("cards.view")(bare), name="kept"),
    ]
    made_up = [
        path("bare", bare, name="bare"),
        path("w/<slug:workspace>/", include(below)),
        path("accounts/own/", bare, name="own"),
        path("staff/back/", access.personal(lambda request: HttpResponse()), name="back"),
        path("right", access.needs("cards.view")(bare), name="right_outside"),
    ]
    assert [offence.partition(":")[0] for offence in offences(walk(made_up))] == [
        "bare",
        "leak",
        "open_leak",
        "own",
        "back",
        "right_outside",
    ]


def test_open_addresses_are_exactly_those_listed():
    """A20: nobody opens an address by mistake."""
    ours = [address for address in walk() if not address.of_workspace and not address.route.startswith("staff/")]
    assert {address.name for address in ours if address.policy == "public"} == PUBLIC
    assert {address.name for address in ours if address.policy == "signature"} == SIGNED
    assert {address.name for address in ours if address.policy == "personal"} == PERSONAL
    assert {
        address.name for address in ours if address.open and address.policy not in {"public", "signature"}
    } == ENTRANCES
    strangers = {"public", "signature", "entrance"}
    assert [address.name for address in ours if address.policy in strangers and not address.open] == []


OPEN_WHEN_LOCKED = {
    "card_qr",  # the picture of a link says nothing of who is behind it
    "unlock",  # where the password is given
}


def test_what_a_locked_card_still_answers_is_exactly_what_is_listed():
    """A32, T12: whatever else is below a card's address stands behind its one gate"""
    below = [address for address in walk() if "handle>" in address.route]
    says = {address.name: getattr(address.view, "open_when_locked", None) for address in below}
    assert {name for name, open_ in says.items() if open_} == OPEN_WHEN_LOCKED
    assert {name for name, open_ in says.items() if open_ is None} == {"<str:handle>/"}  # a redirect to the card
    assert len(says) > 12


def test_no_private_address_lets_strangers_in():
    """A20: the log-in middleware closes what the decorators do not open."""
    private = [address for address in walk() if address.of_workspace or address.policy in {"personal", "staff"}]
    assert len(private) > len(access_table.WORKSPACE)
    assert [address.name for address in private if address.open] == []


def test_the_table_names_every_address_of_a_workspace():
    """An added address fails here until somebody writes down who may call it."""
    assert {address.name for address in walk() if address.of_workspace} == set(access_table.WORKSPACE)


def test_the_table_of_rights_says_the_same():
    """The roles written down by hand are those the views derive from `access.RIGHTS`."""
    derived: dict[str, tuple[frozenset[str], frozenset[str]]] = {
        address.name: (RIGHTS[address.policy], RIGHTS[address.policy_of_post])
        for address in walk()
        if address.of_workspace
    }
    assert derived == {name: (row.read, row.write) for name, row in access_table.WORKSPACE.items()}


@each_method
def test_accounts_ask_strangers_for_a_log_in(db, client, method):
    """A20: of allauth's own views, exactly the entrances answer for themselves."""
    for address in walk():
        if not address.route.startswith("accounts/") or address.name in ENTRANCES:
            continue
        where = address.path(EXAMPLES_OF_ACCOUNTS)
        answer = client.generic(method, where)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/"), where


@each_method
def test_the_back_office_does_not_exist_for_owners(cast: Cast, client, method):
    """A20, rule 5: staff pages answer 404 to signed-in people who are not staff, and ask strangers for a log-in."""
    addresses = [address.path(EXAMPLES) for address in walk() if address.route.startswith("staff/")]
    assert len(addresses) > len(METHODS)
    for where in addresses:
        assert client.generic(method, where)["Location"].startswith("/accounts/login/"), where
    client.force_login(cast.ada)
    assert {client.generic(method, where).status_code for where in addresses} == {404}
