"""Questions and extras of a service, row by row and without script."""

from typing import Any

import pytest

from bookings.models import Service
from bookings.offer import Extra, Question
from tests.bookings.diary import make_service
from tests.bookings.owner.seen import text
from tests.bookings.owner.service_sent import sent

FORM = "application/x-www-form-urlencoded"
DYE = Extra(key="dye", title="Dye", minutes=45, price=3000)
WASH = Extra(key="wash", title="Wash", minutes=15)
HAIR = Question(key="hair", label="How long is it?", kind="choice", choices=("Short", "Long"), required=True)


@pytest.fixture
def service(card) -> Service:
    made = make_service(currency="EUR", questions_json=[HAIR.model_dump(mode="json")])
    made.extras_json = [DYE.model_dump(mode="json"), WASH.model_dump(mode="json")]
    made.save()
    return made


def post(ada: Any, service: Service, **typed: Any) -> Any:
    return ada.post(f"/w/atelier/services/{service.pk}/", sent(service, **typed).urlencode(), FORM)


def stored(service: Service) -> Service:
    return Service.objects.get(pk=service.pk)


def test_saved_as_they_were_typed(ada, service):
    """A key stays with its row: what a visitor has open must not mean another."""
    typed = {"questions__0__label": "Which length?", "questions__0__choices": "Short\n\n Middle \nLong\nLong"}
    post(ada, service, **typed, extras__1__price="5,5", extras__1__minutes="")
    assert stored(service).questions == (
        HAIR.model_copy(update={"label": "Which length?", "choices": ("Short", "Middle", "Long")}),
    )
    assert stored(service).extras == (DYE, WASH.model_copy(update={"minutes": 0, "price": 550}))


def test_an_act_shows_the_form_so_changed_and_saves_nothing(ada, service):
    answer = post(ada, service, act="add extras", title="Typed")
    html = answer.content.decode()
    assert (answer.status_code, stored(service).title, stored(service).extras) == (200, "Cut", (DYE, WASH))
    assert ('name="extras-2-title"' in html, 'id="extras" open' in html, 'value="Typed"' in html) == (True, True, True)
    assert "Not saved yet." in text(answer)
    assert "Write what it is" not in text(answer)


@pytest.mark.parametrize(
    ("act", "titles"),
    [("up extras 1", ["Wash", "Dye"]), ("down extras 0", ["Wash", "Dye"]), ("remove extras 0", ["Wash"])],
)
def test_moved_and_removed_without_script(ada, service, act, titles):
    html = post(ada, service, act=act).content.decode()
    rows = [title for title in ("Wash", "Dye") if f'value="{title}"' in html]
    assert sorted(rows, key=lambda title: html.index(f'value="{title}"')) == titles


def test_a_new_row_gets_a_key_and_a_blank_one_is_none(ada, service):
    typed = {"extras__TOTAL_FORMS": 4, "extras__3__title": "Perm", "extras__3__key": "dye", "extras__3__minutes": 60}
    post(ada, service, **typed, extras__2__title="", extras__2__minutes="")
    dye, wash, perm = stored(service).extras
    assert (dye, wash, perm.title, perm.minutes) == (DYE, WASH, "Perm", 60)
    assert perm.key not in {"dye", "wash", ""}


@pytest.mark.parametrize(
    ("typed", "part", "said"),
    [
        ({"questions__0__choices": "Only"}, "guest", "Write two choices or more"),
        ({"questions__0__choices": f"A\n{'b' * 81}"}, "guest", "at most 80 characters"),
        ({"questions__0__label": ""}, "guest", "Write the question, or remove it."),
        ({"extras__0__price": "much"}, "extras", "Write an amount like 30.00."),
        ({"extras__TOTAL_FORMS": 23}, "extras", "Twenty extras are the most. Remove one."),
    ],
)
def test_refused_in_an_open_part(ada, service, typed, part, said):
    filled = {f"extras__{number}__title": "More" for number in range(2, 23)} if "extras__TOTAL_FORMS" in typed else {}
    answer = post(ada, service, **typed, **filled)
    assert (answer.status_code, stored(service).extras, stored(service).questions) == (422, (DYE, WASH), (HAIR,))
    assert said in text(answer)
    assert f'id="{part}" open' in answer.content.decode()
