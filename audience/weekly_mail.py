"""One person's letter about a week: whether there is something to say, and the mail."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from audience import figures, totalling, weekly_words
from audience.models import WeeklyLetter
from audience.periods import Chosen, last_week
from cards.models import Card
from cardsite.kit import signing
from workspaces import letters
from workspaces.letters import Letter
from workspaces.models import Membership, Role, User

Said = WeeklyLetter.Said
PURPOSE: Final = "weekly-letter"
"""Of the token in its links."""
_VERSION: Final = 1
READERS: Final = (Role.OWNER, Role.ADMIN)


def send(letter_id: int) -> None:
    """Once; and to nobody who has turned it off, or left, since it was begun."""
    row = WeeklyLetter.objects.select_related("user", "workspace").filter(pk=letter_id, said=Said.NOT_YET).first()
    if row is None or not _wants(row.user):
        return
    totalling.freshen()
    week = last_week(row.monday)
    found = figures.read(Chosen("", week, week.before))
    with transaction.atomic(), translation.override(row.user.language):
        if not found.is_empty:
            _mail(row, weekly_words.of_figures(found, row.workspace, off_url(row.user)))
            row.close(Said.FIGURES)
        elif card := _unseen(row):
            _mail(row, weekly_words.of_nobody(card, row.workspace, off_url(row.user)))
            row.close(Said.NOBODY)
        else:
            row.close(Said.NOTHING)


def _wants(user: User) -> bool:
    return user.weekly_letter and Membership.objects.filter(user=user, role__in=READERS).exists()


def off_url(user: User) -> str:
    """Where the person turns these letters off, without logging in."""
    return f"{settings.BASE_URL}{reverse('weekly_off', args=[signing.token(PURPOSE, user.pk, _VERSION)])}"


def _unseen(row: WeeklyLetter) -> Card | None:
    """A card that could have been seen all week; none once the person was told what helps."""
    if WeeklyLetter.objects.filter(user=row.user, said=Said.NOBODY).exists():
        return None
    monday = datetime.combine(row.monday, time(), UTC)
    shown = Card.objects.get_queryset().kept().filter(status=Card.Status.PUBLISHED)
    return shown.filter(first_published_at__lt=monday - timedelta(days=6)).order_by("-first_published_at").first()


def _mail(row: WeeklyLetter, letter: Letter) -> None:
    made = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, row.user.email)
    made.extra_headers |= {
        "Message-ID": f"<weekly.{row.workspace_id}.{row.user_id}.{row.monday}@{settings.MAIL_DOMAIN}>",
        "List-Unsubscribe": f"<{off_url(row.user)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    made.send()
