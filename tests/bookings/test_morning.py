"""Who comes today, by mail in the morning, to whoever asked for it."""

from datetime import UTC, datetime

from bookings import morning
from tests.bookings.diary import at, make_booking, make_calendar, make_service
from tests.bookings.mails import Post, part
from tests.cast import Cast, make_card
from workspaces.models import Effect, Membership
from workspaces.scoping import inside

SIX = datetime(2027, 1, 5, 6, 0, tzinfo=UTC)


def test_whoever_asked_for_it_reads_the_appointments_that_concern_them(cast: Cast, post: Post):
    """An editor those of their own calendar; nobody those of another day, or cancelled ones"""
    with inside(cast.atelier):
        card = make_card(cast.atelier, by=cast.ada, published=True)
        eve = Membership.objects.get(user=cast.eve)
        Membership.objects.filter(user__in=(cast.ada, cast.eve)).update(paces={"agenda": "daily"})
        rosa, luz = make_calendar("Rosa"), make_calendar("Luz", member=eve)
        cut, wash = make_service(rosa), make_service(luz, title="Wash")
        make_booking(cut, at(10), card=card, name="Carl\r\nVisitor")
        make_booking(wash, at(9), card=card, name="Dora")
        make_booking(wash, at(9, day=2), card=card, name="Tomorrow")
        gone = make_booking(cut, at(14), card=card, name="Gone")
        type(gone).objects.filter(pk=gone.pk).update(state="cancelled", card=None)
        type(gone).objects.filter(calendar=rosa).update(card=None)
    Effect.objects.all().delete()
    for hour in (-1, 0, 0, 1):  # two beats, or one that runs its task twice (F4)
        morning.begin(SIX.replace(hour=6 + hour))
    mails = post()
    text = {to: part(mail, "text/plain").get_content().replace("\r\n", "\n") for to, mail in mails.items()}
    rows = {to: said.split("\n\n")[2].splitlines() for to, said in text.items()}
    assert rows == {
        "ada@example.com": ["09:00–10:00: Dora · Wash · Luz", "10:00–11:00: Carl Visitor · Cut · Rosa"],
        "eve@example.com": ["09:00–10:00: Dora · Wash · Luz"],
    }
    assert mails["eve@example.com"]["Subject"] == "1 appointment today, 5 January 2027"
    assert "/unsubscribe/agenda/" in mails["eve@example.com"]["List-Unsubscribe"]


def test_nobody_who_did_not_ask_is_written_to(cast: Cast):
    """Other workspaces begin nothing"""
    with inside(cast.outpost):
        Membership.objects.update(paces={"agenda": "never"})
    morning.begin(SIX)
    assert not Effect.objects.exists()
