"""The demonstration's mailbox: mails are written to a folder and read at `/dev/mail/`; without DEMO it is not there."""

import re
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage as ParsedMessage
from email.policy import default as default_policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workspaces.access import public

SHOWN_MOST: Final = 100
NAME: Final = re.compile(r"\d{20}-[0-9a-f]{8}")
CODE: Final = re.compile(r"^[ \t]*((?:[A-Z0-9]{3,4}-)+[A-Z0-9]{3,4}|\d{6,9})[ \t]*$", re.MULTILINE)
LINK: Final = re.compile(r"https?://[^\s<>\"]+")


class FolderBackend(BaseEmailBackend):
    """Writes each message as one `.eml` file; names sort by time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAILBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.time_ns():020d}-{uuid.uuid4().hex[:8]}"
            unfinished = folder / f"{name}.part"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class Mail:
    """One mail as the pages show it."""

    name: str
    to: str
    sender: str
    subject: str
    at: datetime
    text: str

    @property
    def code(self) -> str:
        """The code standing alone on a line, or nothing."""
        found = CODE.search(self.text)
        return found[1] if found else ""

    @property
    def links(self) -> list[str]:
        """Addresses of this service in the text; what others wrote is not made clickable."""
        found = dict.fromkeys(link.rstrip(".,)") for link in LINK.findall(self.text))
        return [link for link in found if link.startswith(f"{settings.BASE_URL}/")]


@public
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    _only_in_the_demonstration()
    return render(request, "site/mailbox.html", {"mails": list(newest())})


@public
@never_cache
@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    _only_in_the_demonstration()
    path = Path(settings.MAILBOX_DIR, f"{name}.eml")
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return render(request, "site/mailbox_message.html", {"mail": read(path)})


def newest() -> Iterator[Mail]:
    """The latest mails, newest first."""
    for path in sorted(Path(settings.MAILBOX_DIR).glob("*.eml"), reverse=True)[:SHOWN_MOST]:
        yield read(path)


def read(path: Path) -> Mail:
    parsed = message_from_bytes(path.read_bytes(), policy=default_policy)
    assert isinstance(parsed, ParsedMessage)
    body = parsed.get_body(("plain", "html"))
    return Mail(
        name=path.stem,
        to=str(parsed["To"]),
        sender=str(parsed["From"]),
        subject=str(parsed["Subject"]),
        at=parsedate_to_datetime(str(parsed["Date"])),
        text=body.get_content() if body else "",
    )


def _only_in_the_demonstration() -> None:
    if not settings.DEMO:
        raise Http404
