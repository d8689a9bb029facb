"""The owner's pages of services: the list and its order, a new one, the whole form, the archive."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client

from bookings.models import Booking, Calendar, Service
from bookings.offer import Extra
from cards import publishing
from cards.content import Block
from cards.models import Card
from cards.shown_photos import shown
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.bookings.owner.seen import text
from tests.bookings.owner.service_sent import sent
from tests.pictures import jpeg

SERVICES = "/w/atelier/services/"
FORM = "application/x-www-form-urlencoded"
NEW = {"title": "Cut", "duration": "45", "price_kind": "from", "price": "30.50", "text": "With wash"}


def page(service: Service) -> str:
    return f"{SERVICES}{service.pk}/"


def the_one() -> Service:
    return Service.objects.get()


def test_empty_list_invites_and_one_tap_begins(ada):
    """people.md 1"""
    assert "What can people book with you?" in text(ada.get(SERVICES))
    answer = ada.post(SERVICES, {"act": "propose"}, follow=True)
    assert "Short appointment 30 min Atelier" in text(answer)
    assert (Service.objects.count(), Calendar.objects.get().name) == (3, "Atelier")


@pytest.mark.parametrize(("kinds", "says"), [(("about",), True), (("about", "services"), False)])
def test_who_begins_is_led_to_the_card_while_no_card_can_be_booked(ada, cast, kinds, says):
    blocks = tuple(Block(id=kind, kind=kind) for kind in kinds)
    card = Card.objects.get()
    document = card.document.model_copy(update={"blocks": blocks})
    publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
    html = ada.post(SERVICES, {"act": "propose"}, follow=True).content.decode()
    place = f"/w/atelier/cards/{card.pk}/?open=blocks#block-kinds"
    assert (place in html, "add the block “Appointments”" in html) == (says, says)
    if says:
        assert 'id="block-kinds"' in ada.get(place).content.decode()


def test_arrows_change_the_order_and_a_chevron_opens(ada):
    """One drawing for one meaning."""
    make_service(make_calendar())
    html = ada.get(SERVICES).content.decode()
    row = html.partition('<li class="service"')[2].partition("</li>")[0]
    link, _form, order = row.partition("<form")
    drawings = {
        name: render_to_string(f"ui/icons/{name}.svg").strip() for name in ("chevron", "arrow-up", "arrow-down")
    }
    assert [name for name, drawing in drawings.items() if drawing in link] == ["chevron"]
    assert [name for name, drawing in drawings.items() if drawing in order] == ["arrow-up", "arrow-down"]


def test_the_rooms_of_appointments_are_called_by_what_they_hold(ada):
    """ "Calendars" said nothing to who looked for people and their hours."""
    said = text(ada.get("/w/atelier/calendars/"))
    assert said.index("People and hours") < said.index("Bookings Services People and hours")


def test_list_says_what_it_takes_what_it_costs_and_who(ada):
    rosa, tom = make_calendar(), make_calendar("Tom", position=1)
    make_service(rosa, tom, duration=90, price_kind="from", price=3050, currency="EUR", approval=True)
    make_service(make_calendar("Gone", archived_at=NOW), title="Wash")
    make_service(title="Advice", bookable=False, hidden=True)
    make_service(title="Perm", archived_at=NOW)
    said = text(ada.get(SERVICES))
    assert "Cut 1 h 30 min From €30.50 Rosa, Tom Asks first" in said
    assert "Wash 1 h Nobody offers this yet" in said
    assert "Advice 1 h Only shown Hidden Move up" in said
    assert "Not in use any more (1) Perm Use again" in said


def test_list_costs_the_same_whatever_its_length(ada, django_assert_max_num_queries):
    for number in range(12):
        make_service(make_calendar(), title=f"S{number}")
    with django_assert_max_num_queries(14):
        ada.get(SERVICES)


def test_moved_by_a_tap(ada):
    make_service(title="Cut")
    wash = make_service(title="Wash", position=1)
    answer = ada.post(SERVICES, {"act": "up", "service": wash.pk})
    assert answer["Location"] == f"{SERVICES}#service-{wash.pk}"
    assert [one.title for one in Service.objects.get_queryset()] == ["Wash", "Cut"]


@pytest.mark.parametrize("form", [{}, {"act": "sideways", "service": "1"}, {"act": "up", "service": "x"}])
def test_an_unknown_act_is_refused(ada, form):
    assert ada.post(SERVICES, form).status_code == 400


def test_viewers_read_and_change_nothing(card, cast):
    service = make_service(make_calendar(), extras_json=[Extra(key="a", title="Dye", minutes=45).model_dump()])
    vera = Client()
    vera.force_login(cast.vera)
    pages = [vera.get(SERVICES), vera.get(page(service))]
    assert [answer.content.decode().partition("<main")[2].count("<form") for answer in pages] == [0, 0]
    assert "Extras Dye (+45 min)" in text(pages[1])
    assert vera.post(page(service), sent(service, title="Mine").urlencode(), FORM).status_code == 403


def test_short_form_makes_a_service_that_can_be_booked(ada):
    """One calendar is not asked for."""
    rosa = make_calendar()
    assert "Who offers it" not in text(ada.get(f"{SERVICES}new/"))
    answer = ada.post(f"{SERVICES}new/", NEW, follow=True)
    assert "“Cut” is there, and visitors see it." in text(answer)
    made = the_one()
    assert (made.duration, made.price_kind, made.price, made.currency) == (45, "from", 3050, "EUR")
    assert (made.text, list(made.calendars.all()), made.reminders) == ("With wash", [rosa], [1440])


def test_several_calendars_are_all_ticked(ada):
    rosa, tom = make_calendar(), make_calendar("Tom")
    boxes = ada.get(f"{SERVICES}new/").content.decode().count("checked")
    ada.post(f"{SERVICES}new/", NEW | {"calendars": [tom.pk]})
    assert (boxes, list(the_one().calendars.all())) == (2, [tom])
    assert rosa not in the_one().calendars.all()


def test_without_a_calendar_the_form_says_so(ada):
    assert "There is no calendar yet" in text(ada.get(f"{SERVICES}new/"))


def test_an_amount_alone_is_the_price(ada):
    ada.post(f"{SERVICES}new/", NEW | {"price_kind": "none", "price": "30"})
    assert (the_one().price_kind, the_one().price) == ("exact", 3000)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"title": ""}, "Write what can be booked."),
        ({"price": "thirty"}, "Write an amount like 30.00."),
        ({"price": ""}, "Write the amount, or choose “No price shown”."),
        ({"duration": "3"}, "At least 5."),
    ],
)
def test_refused_with_everything_typed(ada, over, said):
    answer = ada.post(f"{SERVICES}new/", NEW | over)
    assert (answer.status_code, Service.objects.count()) == (422, 0)
    assert said in text(answer)
    assert "With wash" in answer.content.decode()


def test_saving_untouched_changes_nothing(ada):
    """Every field comes back as it went out, also what was stored by other means."""
    service = make_service(make_calendar(), price_kind="exact", price=3050, currency="EUR", reminders=[45], notice=90)
    before = Service.objects.filter(pk=service.pk).values().get()
    answer = ada.post(page(service), sent(service).urlencode(), FORM, follow=True)
    assert "Nothing was changed." in text(answer)
    assert Service.objects.filter(pk=service.pk).values().get() == before


def test_saving_says_what_is_new_for_visitors_and_bookings_stay(ada, card):
    """bookings.md: each booking carries a copy of what was agreed"""
    rosa = make_calendar()
    service = make_service(rosa, price_kind="exact", price=3000, currency="EUR")
    booking = make_booking(service, at(9), card=card)
    typed = {"title": "Trim", "price": "35", "notice_0": "2", "notice_1": "1440", "cap_day": "4"}
    answer = ada.post(page(service), sent(service, **typed, reminders=[120, 10080]).urlencode(), FORM, follow=True)
    assert "Saved. New for visitors: title, price, the times offered, reminders." in text(answer)
    saved = the_one()
    assert (saved.title, saved.price, saved.notice, saved.cap_day) == ("Trim", 3500, 2880, 4)
    assert (saved.reminders, saved.slug, list(saved.calendars.all())) == ([120, 10080], "cut", [rosa])
    kept = Booking.objects.get(pk=booking.pk)
    assert (kept.title, kept.price) == ("Cut", 3000)


def test_no_price_shown_forgets_the_amount(ada):
    service = make_service(price_kind="exact", price=3000, currency="EUR")
    ada.post(page(service), sent(service, price_kind="none").urlencode(), FORM)
    assert (the_one().price_kind, the_one().price) == ("none", None)


def test_an_error_opens_its_part_and_keeps_what_was_typed(ada):
    service = make_service()
    typed = sent(service, title="Typed", notice_0="91", notice_1="1440", slug="next")
    answer = ada.post(page(service), typed.urlencode(), FORM)
    html = answer.content.decode()
    opened = {part for part in ("extras", "guest", "times", "shown") if f'id="{part}" open' in html}
    assert (answer.status_code, opened, the_one().title) == (422, {"times", "shown"}, "Cut")
    assert "2 fields need another look: Book no later than Address" in text(answer)
    assert 'value="Typed"' in html
    assert 'value="91"' in html


def test_address_changes_only_when_asked_and_is_the_only_one(ada):
    make_service(title="Wash")
    service = make_service()
    taken = ada.post(page(service), sent(service, slug="wash").urlencode(), FORM)
    assert "Another service has this address." in text(taken)
    ada.post(page(service), sent(service, title="Trim", slug="Short").urlencode(), FORM)
    assert Service.objects.get(title="Trim").slug == "short"


def test_a_picture_is_kept_square_shown_and_removed(ada, settings, tmp_path):
    """cards 31; what is no picture is refused, and what was typed stays"""
    settings.MEDIA_ROOT = tmp_path
    service = make_service()
    bad = sent(service, title="Typed").dict() | {"picture": SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")}
    refused = ada.post(page(service), bad)
    assert (refused.status_code, 'value="Typed"' in refused.content.decode()) == (422, True)
    assert "This file is not a JPEG" in text(refused)
    good = sent(service).dict() | {"picture": SimpleUploadedFile("a.jpg", jpeg(400, 300), "image/jpeg")}
    ada.post(page(service), good)
    photo = the_one().photo
    assert photo
    assert photo.width == photo.height
    seen = shown(photo, alt="Cut")
    assert seen
    assert seen.src in ada.get(page(service)).content.decode()
    ada.post(page(service), sent(service, without_picture=True).urlencode(), FORM)
    assert the_one().photo is None


def test_out_of_use_after_a_question_and_back(ada, card):
    service = make_service(make_calendar())
    make_booking(service, at(9), card=card)
    assert "1 booking is still to come. It stays." in text(ada.get(f"{page(service)}archive/"))
    ada.post(f"{page(service)}archive/", {"act": "archive"})
    assert ada.get(page(service))["Location"] == SERVICES
    assert (the_one().archived_at is None, Booking.objects.get().state) == (False, "confirmed")
    ada.post(f"{page(service)}archive/", {"act": "restore"})
    assert the_one().archived_at is None
    assert ada.post(f"{page(service)}archive/", {"act": "burn"}).status_code == 400
