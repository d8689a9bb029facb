"""A team in a real browser: asked in, let in, at work, gone; the printed code goes on (cards 79, 80, 85)."""

import re

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from cards.models import CardEditor
from tests.browser import PageOpener, axe, look_over
from tests.cast import PASSWORD, make_card, make_cast
from tests.servers import Server
from tests.workspaces.team import link_in
from workspaces.models import Effect
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.proof]


def newest_link() -> str:
    """Of the last mail that waits in the outbox; nothing works at its queue here."""
    waiting = Effect.objects.filter(task="workspaces.mail.deliver", payload__contains="/accounts/invitation/")
    return link_in(EmailMessage(body=waiting.latest("pk").payload))


def invite(page: Page, email: str, role: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label(role).check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"on its way to {email}")).to_be_visible()


def test_a_person_comes_works_and_goes(site: Server, page_at: PageOpener):
    """A new person joins by the link, an existing one after logging in; who is removed is out at the next request.

    What they looked after goes to a colleague, and its printed code goes on opening it.
    """
    cast = make_cast()
    card = make_card(cast.atelier, by=cast.ada, published=True)
    ada = page_at(site.url, "/accounts/login/?next=/w/atelier/members/", width=1280)
    ada.get_by_label("E-mail").fill(cast.ada.email)
    ada.get_by_label("Password", exact=True).fill(PASSWORD)
    ada.get_by_role("button", name="Log in", exact=True).click()
    invite(ada, "nina@example.com", "Editor: the cards")
    look_over(ada)

    nina = page_at(site.url, newest_link())
    axe(nina)
    nina.get_by_label("Your name").fill("Nina")
    nina.get_by_role("button", name="Create account and join").click()
    nina.wait_for_url(re.compile("/w/atelier/$"))
    edit = f"{site.url}/w/atelier/cards/{card.pk}/handle/"
    given = nina.goto(edit)
    assert given
    assert given.status == 403
    ada.goto(f"/w/atelier/cards/{card.pk}/people/")
    ada.get_by_label("Nina, Editor").check()
    ada.get_by_role("button", name="Save people").click()
    expect(ada.get_by_text("Saved.")).to_be_visible()
    given = nina.goto(edit)
    assert given
    assert given.status == 200

    with inside(cast.atelier):
        code = card.codes.get().text
    ada.goto("/w/atelier/members/")
    ada.get_by_role("link", name="Nina").click()
    ada.get_by_role("link", name="Remove this member").click()
    expect(ada.get_by_role("list").filter(has_text=card.name)).to_be_visible()
    ada.get_by_label("Who looks after it from now on").select_option(label="Ben")
    look_over(ada)
    ada.get_by_role("button", name="Remove this member").click()
    expect(ada.get_by_text("Nina is no member any more.")).to_be_visible()
    gone, opened = nina.goto(edit), nina.goto(f"/q/{code}")
    assert gone
    assert opened
    assert (gone.status, opened.status) == (404, 200)
    with inside(cast.atelier):
        minded = {one.membership.user for one in CardEditor.objects.filter(card=card)}
    assert minded == {cast.ada, cast.eve, cast.ben}

    invite(ada, cast.cleo.email, "Viewer: looks")
    nina.context.clear_cookies()
    nina.goto(newest_link())
    nina.get_by_role("link", name="Log in").click()
    nina.get_by_label("E-mail").fill(cast.cleo.email)
    nina.get_by_label("Password", exact=True).fill(PASSWORD)
    nina.get_by_role("button", name="Log in", exact=True).click()
    nina.get_by_role("button", name="Join Atelier").click()
    nina.wait_for_url(re.compile("/w/atelier/$"))

    ada.goto("/w/atelier/members/")
    ada.get_by_role("link", name="Cleo").click()
    ada.get_by_role("link", name="Remove this member").click()
    ada.get_by_role("button", name="Remove this member").click()
    expect(ada.get_by_text("Cleo is no member any more.")).to_be_visible()
    gone = nina.goto("/w/atelier/")
    opened = nina.goto(f"/q/{code}")
    assert gone
    assert opened
    assert (gone.status, opened.status) == (404, 200)
