"""One person's letter about a week: whether there is something to say, and the mail."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from audience import figures, totalling, weekly_words
from audience.models import WeeklyLetter
from audience.periods import Chosen, last_week
from audience.topics import FIGURES
from cards.models import Card
from workspaces import letters, paces
from workspaces.letters import Letter, Reader
from workspaces.topics import Pace

Said = WeeklyLetter.Said


def send(letter_id: int) -> None:
    """Once; and to nobody who has turned it off, or left, since it was begun."""
    row = WeeklyLetter.objects.select_related("user", "workspace").filter(pk=letter_id, said=Said.NOT_YET).first()
    member = next((one for one in paces.told(FIGURES, {Pace.WEEKLY}) if row and one.user_id == row.user_id), None)
    if row is None or member is None:
        return
    reader = letters.reader(member)
    totalling.freshen()
    week = last_week(row.monday)
    found = figures.read(Chosen("", week, week.before))
    with transaction.atomic(), translation.override(row.user.language):
        if not found.is_empty:
            _mail(row, weekly_words.of_figures(found, row.workspace), reader)
            row.close(Said.FIGURES)
        elif card := _unseen(row):
            _mail(row, weekly_words.of_nobody(card, row.workspace), reader)
            row.close(Said.NOBODY)
        else:
            row.close(Said.NOTHING)


def _unseen(row: WeeklyLetter) -> Card | None:
    """A card that could have been seen all week; none once the person was told what helps."""
    if WeeklyLetter.objects.filter(user=row.user, said=Said.NOBODY).exists():
        return None
    monday = datetime.combine(row.monday, time(), UTC)
    shown = Card.objects.get_queryset().kept().filter(status=Card.Status.PUBLISHED)
    return shown.filter(first_published_at__lt=monday - timedelta(days=6)).order_by("-first_published_at").first()


def _mail(row: WeeklyLetter, letter: Letter, reader: Reader) -> None:
    whole = paces.with_foot(letter, reader, FIGURES, row.workspace)
    made = letters.mail(whole, settings.DEFAULT_FROM_EMAIL, reader.address)
    made.extra_headers["Message-ID"] = f"<weekly.{row.workspace_id}.{row.user_id}.{row.monday}@{settings.MAIL_DOMAIN}>"
    made.send()
