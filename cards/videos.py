"""Addresses of videos: which video, where it is watched, and what is framed once a visitor asks for it (cards 33).

Pure. Only two houses are known, each with the domain by which it sets fewest marks on a visitor.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

FRAMES: Final = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")

_YOUTUBE: Final = re.compile(r"[\w-]{11}", re.ASCII)
_YOUTUBE_PATH: Final = re.compile(r"/(?:shorts|embed|live|v)/([\w-]{11})/?", re.ASCII)
_VIMEO_PATH: Final = re.compile(
    r"/(?:video/|channels/\w+/|groups/\w+/videos/)?(\d{4,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII
)


class NotAVideo(ValueError):
    """No address of one video at YouTube or Vimeo."""


@dataclass(frozen=True)
class Video:
    """`page` is where it is watched; `frame` plays at once, for it is only asked for by a tap."""

    house: str
    page: str
    frame: str
    tall: bool = False


def video_at(address: str) -> Video:
    """Raises `NotAVideo`."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.").removeprefix("music.")
    except ValueError:
        raise NotAVideo(address) from None
    if parts.scheme not in {"http", "https"}:
        raise NotAVideo(address)
    if host in {"youtube.com", "youtube-nocookie.com"}:
        watched = _YOUTUBE_PATH.fullmatch(parts.path)
        return _youtube(watched[1] if watched else parse_qs(parts.query).get("v", [""])[0], "/shorts/" in parts.path)
    if host == "youtu.be":
        return _youtube(parts.path.strip("/"))
    if host in {"vimeo.com", "player.vimeo.com"} and (found := _VIMEO_PATH.fullmatch(parts.path)):
        return _vimeo(found[1], found[2] or parse_qs(parts.query).get("h", [""])[0])
    raise NotAVideo(address)


def _youtube(name: str, tall: bool = False) -> Video:
    if not _YOUTUBE.fullmatch(name):
        raise NotAVideo(name)
    page = f"https://www.youtube.com/shorts/{name}" if tall else f"https://www.youtube.com/watch?v={name}"
    return Video("YouTube", page, f"{FRAMES[0]}/embed/{name}?autoplay=1&rel=0&playsinline=1", tall)


def _vimeo(number: str, secret: str) -> Video:
    """An unlisted video has a second word, without which it does not play."""
    secret = secret if re.fullmatch(r"[0-9a-f]{6,20}", secret) else ""
    page = f"https://vimeo.com/{number}" + (f"/{secret}" if secret else "")
    return Video("Vimeo", page, f"{FRAMES[1]}/video/{number}?autoplay=1&dnt=1" + (f"&h={secret}" if secret else ""))
