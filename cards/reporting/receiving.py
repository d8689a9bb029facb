"""Taking a report in, once, and what follows: a receipt, a word to staff, later the decision (cards 93)."""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cards import addresses, short_codes
from cards.models import Card, Code, Report
from workspaces import letters
from workspaces.letters import Letter
from workspaces.models import User
from workspaces.service_mail import send

CODE_PATH: Final = "q"


def receive(*, url: str, category: str, words: str, name: str, email: str, key: str) -> Report | None:
    """None when the form of this key was sent before: it is one report."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    said = {"url": url, "category": category, "words": words, "name": name, "email": email, "language": language}
    try:
        with transaction.atomic():
            report = Report.objects.create(card=card_at(url), key=key, **said)
            _confirm(report)
            _tell_staff(report)
    except IntegrityError:
        return None
    return report


def dismiss(*, report: Report, by: User) -> bool:
    """Nothing is done about it; who reported is told. False when it was decided before."""
    return _decide(
        report, Report.State.DISMISSED, by, _("We looked at it and found nothing that has to be taken down.")
    )


def uphold(*, report: Report, by: User) -> bool:
    """The card was closed; who reported is told. False when it was decided before."""
    return _decide(report, Report.State.UPHELD, by, _("We looked at it and closed the card."))


def card_at(url: str) -> Card | None:
    """The card an address of ours leads to, by handle or by code; whatever its state."""
    parts = [part for part in urlsplit(url if "//" in url else f"//{url}").path.lower().split("/") if part]
    if len(parts) > 1 and parts[0] == CODE_PATH:
        text = short_codes.normalise(parts[1])
        row = Code.unscoped.select_related("card").filter(text=text).first() if text else None
        return row.card if row else None
    found = addresses.found_under(parts[0]) if parts else None
    return found.card if found else None


@transaction.atomic
def _decide(report: Report, state: Report.State, by: User, words: str) -> bool:
    if not report.decide(state, by):
        return False
    with translation.override(report.language):
        _tell(report, _("Your report: what was decided"), words)
    return True


def _confirm(report: Report) -> None:
    _tell(report, _("We have your report"), _("A person will look at it. We write again when it is decided."))


def _tell(report: Report, heading: str, words: str) -> None:
    """Their own text is not repeated to an address nobody has verified (A39, A41)."""
    if report.email:
        rows = [(_("Address"), letters.one_line(report.url))]
        because = _("You get this because a page was reported with this address.")
        subject, signed = letters.subject(heading), settings.SITE_NAME
        send(Letter(subject, heading, [words], rows, signed=signed, because=because), report.email)


def _tell_staff(report: Report) -> None:
    """In our own language, whatever the reporter reads."""
    if not settings.OPERATOR_EMAIL:
        return
    with translation.override(settings.LANGUAGE_CODE):
        heading = _("Report: %(category)s") % {"category": report.get_category_display()}
        rows = [(_("Address"), letters.one_line(report.url)), (_("From"), letters.one_line(report.name or "-"))]
        queue = settings.BASE_URL + reverse("admin:cards_report_change", args=[report.pk])
        letter = Letter(
            subject=letters.subject(heading),
            heading=heading,
            said=[],
            rows=rows,
            links=[(_("Decide about the report"), queue)],
            quoted=report.words,
            signed=settings.SITE_NAME,
            because=_("You get this because this is the address of the operator."),
        )
        send(letter, settings.OPERATOR_EMAIL)
