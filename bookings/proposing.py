"""The services a new workspace begins with, until its owner has words of their own."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Proposal:
    """`duration` in minutes. The title is translated when it is read: it becomes the owner's own text."""

    title: str | Promise
    duration: int


PROPOSALS: Final[tuple[Proposal, ...]] = (
    Proposal(gettext_lazy("Short appointment"), 30),
    Proposal(gettext_lazy("Appointment"), 60),
    Proposal(gettext_lazy("Long appointment"), 90),
)
