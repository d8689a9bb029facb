"""Effects of the audience. Each takes ids and calls the module that knows."""

from datetime import timedelta

from audience import weekly_mail
from workspaces.outbox import effect


@effect(lease=timedelta(seconds=60))
def send_weekly(*, letter: int) -> None:
    weekly_mail.send(letter)
