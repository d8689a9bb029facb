"""How long leads are kept (cards 77)."""

from django.test import Client

from audience.models import LeadSettings
from tests.cast import Cast
from workspaces.models import AuditEntry
from workspaces.scoping import inside

WHERE = "/w/atelier/leads/settings/"


def test_an_admin_changes_them_and_it_is_written_down(cast: Cast, client: Client):
    client.force_login(cast.ben)
    assert client.post(WHERE, {"kept_months": "6"}).status_code == 302
    assert client.post(WHERE, {"kept_months": "6"}).status_code == 302
    with inside(cast.atelier):
        assert list(LeadSettings.objects.values_list("kept_months", flat=True)) == [6]
        (row,) = AuditEntry.objects.filter(verb="leads.settings")
        assert (row.before, row.after) == ({"kept_months": 24}, {"kept_months": 6})
    with inside(cast.outpost):
        assert LeadSettings.here().kept_months == 24


def test_what_is_no_choice_is_refused(cast: Cast, client: Client):
    client.force_login(cast.ada)
    for wrong in ({"kept_months": "0"}, {"kept_months": "9" * 30}):
        assert client.post(WHERE, wrong).status_code == 422
    assert not LeadSettings.unscoped.exists()
