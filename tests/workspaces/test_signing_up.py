"""Sign-up, both ways: an e-mail address, a password or none, and a workspace at the end (product.md, People; T10)."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, make_user
from tests.workspaces.accounts import ask_for_code, code_in, confirm, enter_code, log_in, shape, sign_up, signed_in
from workspaces import signing_up
from workspaces.models import AuditEntry, Membership, Role, User, Workspace

MARIA = "maria.silva@example.com"


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_person_signs_up_and_lands_on_the_first_card(client, post, password):
    """With a password, and by e-mailed code alone."""
    answer = sign_up(client, MARIA, password1=password)
    assert (answer.status_code, answer.url) == (302, reverse("account_email_verification_sent"))
    assert (signed_in(client), Workspace.objects.count()) == (False, 0)
    (mail,) = post()
    answer = confirm(client, code_in(mail))
    workspace = Workspace.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("card_new", args=[workspace.slug]))
    assert signed_in(client)
    user = User.objects.get()
    assert (user.email, user.has_usable_password()) == (MARIA, bool(password))
    assert EmailAddress.objects.get().verified
    assert (workspace.slug, workspace.name, workspace.plan_key) == ("maria-silva", "Maria Silva", "unlimited")
    assert list(Membership.unscoped.values_list("workspace", "user", "role")) == [(workspace.pk, user.pk, Role.OWNER)]
    assert list(AuditEntry.unscoped.values_list("verb", "actor")) == [("workspace.create", user.pk)]


def test_later_log_ins_lead_to_the_tray_and_make_nothing_new(client, post):
    sign_up(client, MARIA, password1=PASSWORD)
    confirm(client, code_in(post()[0]))
    client.post(reverse("account_logout"))
    answer = log_in(client, MARIA)
    assert (answer.status_code, answer.url) == (302, reverse("home"))
    assert client.get(answer.url).url == reverse("tray", args=["maria-silva"])
    assert Workspace.objects.count() == 1


def test_person_without_password_logs_in_by_code(client, post):
    sign_up(client, MARIA)
    confirm(client, code_in(post()[0]))
    client.post(reverse("account_logout"))
    ask_for_code(client, "Maria.Silva@Example.com")
    assert enter_code(client, code_in(post()[0])).url == reverse("home")
    assert signed_in(client)


def test_claimed_handle_survives_until_the_first_card(client, post):
    """product.md: the landing page claims the address; the form's own post does not repeat it."""
    client.get(reverse("account_signup"), {"handle": "maria"})
    sign_up(client, MARIA)
    confirm(client, code_in(post()[0]))
    assert client.session[signing_up.CLAIM] == "maria"


@pytest.mark.parametrize("handle", ["<script>", "a" * 41, "mаria", "a/b", " "])
def test_nonsense_is_not_claimed(client, db, handle):
    client.get(reverse("account_signup"), {"handle": handle})
    assert signing_up.CLAIM not in client.session


CHOOSING = "/accounts/me/plan/"


def test_a_chosen_plan_lies_ready_after_sign_up(client, post, settings):
    """From /pricing: sign-up says which plan, and ends on the page of plans with it."""
    settings.STRIPE_ENABLED = True
    answer = client.get(CHOOSING, {"plan": "pro"}, follow=True)
    assert answer.redirect_chain == [(reverse("account_signup"), 302)]
    page = answer.content.decode()
    assert ("You chose the plan <strong>Pro</strong>" in page, reverse("account_login") in page) == (True, True)
    sign_up(client, MARIA)
    answer = confirm(client, code_in(post()[0]))
    assert answer.url == CHOOSING
    assert client.get(answer.url).url == "/w/maria-silva/billing/?plan=pro#plan-pro"
    assert signing_up.PLAN not in client.session  # the next log-in leads home again


def test_a_chosen_plan_waits_for_a_log_in_too(cast, client, settings):
    settings.STRIPE_ENABLED, settings.SIGNUP = True, "closed"
    assert client.get(CHOOSING, {"plan": "team"}).url == reverse("account_login")
    assert log_in(client, "ada@example.com").url == CHOOSING
    assert client.get(CHOOSING).url == "/w/atelier/billing/?plan=team#plan-team"


@pytest.mark.parametrize(
    "plan", ["free", "unlimited", "PRO", "//evil.example", "https://evil.example/", "pro&next=/x", ""]
)
def test_nonsense_is_no_plan(client, db, settings, plan):
    """No open redirect: nothing of the address but the name of a plan of ours is kept or led to."""
    settings.STRIPE_ENABLED = True
    answer = client.get(CHOOSING, {"plan": plan, "next": "https://evil.example/"})
    assert (answer.url, signing_up.PLAN in client.session) == (reverse("account_signup"), False)
    assert "You chose the plan" not in client.get(answer.url).content.decode()


def test_without_stripe_no_plan_is_chosen(client, db):
    assert client.get(CHOOSING, {"plan": "pro"}).status_code == 404
    assert signing_up.PLAN not in client.session


def test_zone_and_language_are_guessed_from_the_browser(client, post):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de-AT,de;q=0.9,en;q=0.5"
    sign_up(client, MARIA, zone="Europe/Vienna")
    confirm(client, code_in(post()[0]))
    user, workspace = User.objects.get(), Workspace.objects.get()
    assert (user.language, user.zone) == (workspace.language, workspace.zone) == ("de", "Europe/Vienna")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "Etc/GMT+5"])
def test_strange_zone_becomes_utc(client, db, zone):
    sign_up(client, MARIA, zone=zone)
    assert User.objects.get().zone == "UTC"


def test_form_asks_for_nothing_but_address_and_optional_password(client, db):
    text = client.get(reverse("account_signup")).content.decode()
    fields = re.findall(r'<input type="(\w+)" name="(\w+)"', text)
    assert sorted(fields) == sorted(
        [("hidden", "csrfmiddlewaretoken"), ("hidden", "zone"), ("email", "email"), ("password", "password1")]
    )


def test_more_than_the_form_asks_for_is_ignored(client, db):
    """A21, T8: nobody makes themselves staff."""
    sign_up(client, MARIA, is_staff="1", is_superuser="1", plan_key="pro", language="xx")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.language) == (False, False, "en")


def test_address_is_stored_in_lower_case(client, db):
    sign_up(client, "Maria.SILVA@Example.COM")
    assert (User.objects.get().email, EmailAddress.objects.get().email) == (MARIA, MARIA)


def test_known_address_gets_the_same_answer_and_a_mail_that_says_so(client, post):
    """A24 for sign-up: nobody learns who has an account."""
    make_user("ada")
    known = shape(sign_up(client, "ada@example.com", password1="another long password"))
    known_next = shape(client.get(known[1]))
    stranger = Client()
    unknown = shape(sign_up(stranger, MARIA, password1="another long password"))
    assert (known, known_next) == (unknown, shape(stranger.get(unknown[1])))
    subjects = {
        mail.to[0]: "code" if re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.body), re.MULTILINE) else "" for mail in post()
    }
    assert subjects == {"ada@example.com": "", MARIA: "code"}
    assert User.objects.get(email="ada@example.com").check_password(PASSWORD)


def test_wrong_code_lets_nobody_in(client, post):
    sign_up(client, MARIA)
    post()
    for _ in range(5):
        confirm(client, "BBBB-BBBB")
    assert (signed_in(client), EmailAddress.objects.get().verified, Workspace.objects.count()) == (False, False, 0)


def test_password_set_before_the_address_was_proved_is_dropped(client, post):
    """T10, pre-hijack: a stranger signs up with Maria's address, Maria later comes in by code."""
    stranger = Client()
    sign_up(stranger, MARIA, password1="the stranger's password")
    post()
    ask_for_code(client, MARIA)
    enter_code(client, code_in(post()[-1]))
    assert signed_in(client)
    log_in(stranger, MARIA, "the stranger's password")
    assert not signed_in(stranger)
    assert not User.objects.get().has_usable_password()


def test_own_password_stays_when_the_sign_up_is_finished_by_its_own_code(client, post):
    sign_up(client, MARIA, password1=PASSWORD)
    confirm(client, code_in(post()[0]))
    assert User.objects.get().check_password(PASSWORD)


def test_closed_service_shows_a_plain_page_and_makes_no_account(client, db, settings):
    settings.SIGNUP = "closed"
    for answer in (
        client.get(reverse("account_signup")),
        sign_up(client, MARIA),
        client.get(reverse("account_signup_by_passkey")),
        client.post(reverse("account_signup_by_passkey"), {"email": MARIA}),
    ):
        assert (answer.status_code, "Sign-up is closed" in answer.content.decode()) == (200, True)
    assert User.objects.count() == 0


def test_closed_service_still_lets_people_log_in(client, db, settings):
    settings.SIGNUP = "closed"
    make_user("ada")
    log_in(client, "ada@example.com")
    assert signed_in(client)


def test_sign_up_by_passkey_asks_for_the_passkey_after_the_code(client, post):
    """The authenticator's part is played by a browser in test_passkeys.py."""
    answer = client.post(reverse("account_signup_by_passkey"), {"email": MARIA, "zone": "UTC"})
    assert answer.url == reverse("account_email_verification_sent")
    answer = confirm(client, code_in(post()[0]))
    assert answer.url == reverse("mfa_signup_webauthn")
    assert client.get(answer.url).status_code == 200


def test_passkey_pages_render_with_our_own_name(client, db, settings):
    """Passkeys belong to BASE_URL's host, whatever Host a request has."""
    page = client.get(reverse("account_login")).content.decode()
    assert ('id="passkey_login"' in page, "webauthn" in page) == (True, True)
    options = client.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert options["request_options"]["publicKey"]["rpId"] == "localhost"


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("maria.silva+cards@example.com", "Maria Silva"),
        ("info@example.com", "Info"),
        ("jean-luc_p@example.com", "Jean Luc P"),
        ("...@example.com", "...@example.com"),
    ],
)
def test_name_is_guessed_from_the_address(email, name):
    assert signing_up.name_from(email) == name


def test_demonstration_says_where_mails_go(client, db, settings):
    """product.md: the mailbox exists only in the demonstration."""
    link = reverse("dev_mail")
    seen = {}
    for settings.DEMO in (True, False):
        seen[settings.DEMO] = link in client.get(reverse("account_signup")).content.decode()
    assert seen == {True: True, False: False}
