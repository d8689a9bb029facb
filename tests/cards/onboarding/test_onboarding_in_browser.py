"""An administrator in a real browser: a file, cards of it, a search, a zip (cards 83, 84; people.md no. 3)."""

import pytest
from playwright.sync_api import expect

from cards.models import PrintBundle, TeamList
from cards.onboarding import filling
from cards.printing import bundling
from tests.browser import PageOpener, look_over
from tests.cards.onboarding.table import rows
from tests.cast import PASSWORD, make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.proof]


def test_from_a_file_to_a_zip(site: Server, page_at: PageOpener):
    """Every page on the way is legible at every width, in both schemes, mirrored; a list moves on by itself."""
    cast = make_cast()
    page = page_at(site.url, "/accounts/login/?next=/w/atelier/cards/import/", width=1280)
    page.get_by_label("E-mail").fill(cast.ada.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    data = rows(9, line_4="Wrong,Row,,,nowhere,W1")
    page.get_by_label("File").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_label("Invite each person to their card").check()
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("Nobody can be invited at: nowhere")).to_be_visible()
    page.get_by_text("What the columns mean").click()
    look_over(page)
    page.get_by_role("button", name="Make 8 cards").click()
    tick = page.get_by_label("Leave out 1 wrong row")
    expect(tick).to_be_focused()
    tick.check()
    page.get_by_role("button", name="Make 8 cards").click()
    expect(page.get_by_text("0 of 9 rows of the file are done.")).to_be_visible()
    with inside(cast.atelier):
        filling.fill_team.function(team_list=TeamList.objects.get().pk)
    expect(page.get_by_text("The others are in.")).to_be_visible()
    page.get_by_role("button", name="Publish 8 cards").click()
    page.get_by_text("With many cards at once").click()
    look_over(page)
    page.get_by_label("Tick Ada Byron3").check()
    page.get_by_role("button", name="Codes and sheets to print").click()
    page.get_by_label("Table tent").uncheck()
    look_over(page)
    page.get_by_role("button", name="Make the zip").click()
    with inside(cast.atelier):
        bundling.make_bundle.function(bundle=PrintBundle.objects.get().pk)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Fetch the zip").click()
    assert fetched.value.suggested_filename.startswith("atelier-print-")
