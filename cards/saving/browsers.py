"""Where a page was opened: inside another app, and on what kind of device. A courtesy, never a decision. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote, urlsplit

APPS: Final = (
    ("Instagram", "Instagram"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("FB_IAB", "Facebook"),
    ("musical_ly", "TikTok"),
    ("BytedanceWebview", "TikTok"),
    ("TikTok", "TikTok"),
    ("LinkedInApp", "LinkedIn"),
    (" Line/", "LINE"),
    ("MicroMessenger", "WeChat"),
)
"""What each app's own browser writes into its User-Agent, and the name people know. First match wins."""

INSIDE: Final = "|".join(sign for sign, _name in APPS)
"""The same as a pattern for the script of the card's page, which is remembered and so knows no visitor."""


class Device(StrEnum):
    """What is known about what to do after the tap."""

    ANDROID = "android"
    IPHONE = "iphone"
    OTHER = "other"


@dataclass(frozen=True)
class Browser:
    """`app` is empty in a browser that stands for itself."""

    app: str
    device: Device


def browser(user_agent: str) -> Browser:
    """An iPad calls itself a Mac by now, and is helped as a computer.

    >>> browser("Mozilla/5.0 (Linux; Android 13; wv) Chrome/120.0 Mobile Instagram 300.0").app
    'Instagram'
    """
    app = next((name for sign, name in APPS if sign in user_agent), "")
    if "Android" in user_agent:
        return Browser(app, Device.ANDROID)
    phone = any(sign in user_agent for sign in ("iPhone", "iPad", "iPod"))
    return Browser(app, Device.IPHONE if phone else Device.OTHER)


def intent(url: str) -> str:
    """The address by which Android hands a page to the default browser; where it cannot, the page itself opens.

    >>> intent("https://x.example/ada")[:46]
    'intent://x.example/ada#Intent;scheme=https;act'
    """
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    extras = (
        f"scheme={parts.scheme}",
        "action=android.intent.action.VIEW",
        "category=android.intent.category.BROWSABLE",
        f"S.browser_fallback_url={quote(url, safe='')}",
    )
    return f"intent://{parts.netloc}{parts.path}{query}#Intent;{';'.join(extras)};end"
