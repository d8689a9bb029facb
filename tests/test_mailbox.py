"""The demonstration's mailbox: mails become files, pages show them; without DEMO there is nothing (product.md)."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from cardsite import mailbox
from tests.cast import make_user
from workspaces import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings, tmp_path):
    settings.DEMO = True
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "cardsite.mailbox.FolderBackend"}


def send(subject: str, body: str, to: str = "ada@example.com") -> None:
    message = EmailMultiAlternatives(subject, body, "Cardsite <hello@example.com>", [to])
    message.attach_alternative("<b>html</b>", "text/html")
    get_connection().send_messages([message])
    outbox.perform_due()


def test_empty_mailbox_says_what_to_do(client):
    page = client.get(reverse("dev_mail"))
    assert (page.status_code, "No mail yet" in page.content.decode()) == (200, True)


def test_newest_mail_stands_first(client):
    for subject in ("first", "second", "third"):
        send(subject, "text")
    assert [mail.subject for mail in client.get(reverse("dev_mail")).context["mails"]] == ["third", "second", "first"]


def test_message_page_shows_text_code_and_own_links(client):
    body = "Grüße\n\nABCD-EFGH\n\nhttp://localhost:8000/accounts/login/code/. http://evil.example/x"
    send("Dein Code ☕", body)
    mail = next(mailbox.newest())
    page = client.get(reverse("dev_mail_message", args=[mail.name])).content.decode()
    assert (mail.code, mail.links) == ("ABCD-EFGH", ["http://localhost:8000/accounts/login/code/"])
    assert (mail.to, mail.sender, mail.subject) == ("ada@example.com", "Cardsite <hello@example.com>", "Dein Code ☕")
    assert "<strong>ABCD-EFGH</strong>" in page
    assert ("Grüße" in page, 'href="http://evil.example' in page) == (True, False)


def test_markup_in_a_mail_is_inert(client):
    """A05"""
    send("<script>1</script>", "<img src=x onerror=alert(1)>")
    mail = next(mailbox.newest())
    for url in (reverse("dev_mail"), reverse("dev_mail_message", args=[mail.name])):
        page = client.get(url).content.decode()
        assert ("<script>1" in page, "<img src=x" in page) == (False, False)


def test_code_of_a_log_in_arrives_in_the_mailbox(client):
    """The whole way: account page, outbox, folder, page."""
    make_user("ada")
    client.post(reverse("account_request_login_code"), {"email": "ada@example.com"})
    outbox.perform_due()
    code = next(mailbox.newest()).code
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("account_email")).status_code == 200


@pytest.mark.parametrize("name", ["../secret", "x" * 20, "1" * 20 + "-00000000", "%2e%2e"])
def test_other_names_are_not_there(client, tmp_path, name):
    """A14"""
    (tmp_path / "mailbox").mkdir()
    (tmp_path / "secret.eml").write_text("Subject: CANARY\n\nCANARY")
    assert client.get(f"/dev/mail/{name}/").status_code == 404


def test_without_demonstration_there_is_no_mailbox(client, settings):
    """product.md: the mailbox exists only with DEMO."""
    send("hello", "text")
    name = next(mailbox.newest()).name
    settings.DEMO = False
    pages = [reverse("dev_mail"), reverse("dev_mail_message", args=[name])]
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_mailbox_reads_no_session(client):
    """Policy `public`: no cookie."""
    assert not client.get(reverse("dev_mail")).cookies
