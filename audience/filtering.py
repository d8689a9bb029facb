"""Who is no person: crawlers, makers of link previews, and browsers that look ahead (cards 65). Pure.

The list of crawlers is the package's; it takes makers of previews for crawlers too, so those are asked for first.
"""

from functools import lru_cache
from typing import Final

from crawleruseragents import is_crawler

NO_AGENT: Final = "no-agent"
PREVIEW: Final = "preview"
CRAWLER: Final = "crawler"
PREFETCH: Final = "prefetch"
MEMBER: Final = "member"

LONGEST: Final = 500
"""Letters of an agent that are looked at; browsers stay far below."""

PREVIEWERS: Final = (
    *("WhatsApp/", "Signal/", "facebookexternalhit", "Facebot", "Twitterbot", "TelegramBot", "Slackbot", "Slack-Img"),
    *("Discordbot", "LinkedInBot", "SkypeUriPreview", "Viber/", "Pinterestbot", "redditbot", "vkShare", "Iframely"),
    *("Embedly", "MicrosoftPreview", "Mastodon/", "BlueskyPreview", "Bluesky Cardyb", "Snap URL Preview", "LineBot"),
)
"""Marks of programs that draw the small picture of a link in a chat. iMessage says it is two of them."""


@lru_cache(maxsize=4096)
def machine(agent: str) -> str:
    """Why this agent is no person's browser; empty: it may well be."""
    if not agent.strip():
        return NO_AGENT
    said = agent[:LONGEST]
    if any(mark in said for mark in PREVIEWERS):
        return PREVIEW
    return CRAWLER if is_crawler(said) else ""


def reason(agent: str, *, fetched_ahead: bool, is_member: bool) -> str:
    """Why it counts for nothing but the number of those left out; empty: it counts."""
    return machine(agent) or (PREFETCH if fetched_ahead else MEMBER if is_member else "")
