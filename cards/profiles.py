"""Profiles elsewhere: from what people type or paste to the one address of each, and back (cards 12, 15).

Pure. A profile is kept as the part of the address that tells it from others (`in/ada`), so that it can only lead to
the network it names. Free kinds keep a whole https address at one of their hosts; keys are there to be copied.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote, unquote, urlsplit

_NAME: Final = r"[\w.\-~%+$]{1,100}"
_SPOKEN: Final = re.compile(r"[\s()./\-]")  # between the digits of a phone number


class Group(StrEnum):
    CHAT = "chat"
    SOCIAL = "social"
    WORK = "work"
    MEDIA = "media"
    REVIEWS = "reviews"
    PAYMENT = "payment"


class NotAProfile(ValueError):
    """What was typed is no name on this network and no address of it."""


@dataclass(frozen=True)
class Network:
    """`paths` are the parts of an address with `{}` for the name; a bare name becomes the first of them.

    `mark` names the drawing of bootstrap-icons; empty: ours. `key` networks have no address but `scheme` in front of
    what is copied, if any phone knows it. `stem` is the name of a network that stands below each country's ending;
    `dropped` begins a path that the first host does without.
    """

    label: str
    group: Group
    hosts: tuple[str, ...] = ()
    paths: tuple[str, ...] = ("{}",)
    mark: str = ""
    name: str = _NAME
    free: bool = False
    key: bool = False
    scheme: str = ""
    stem: str = ""
    dropped: str = ""


NETWORKS: Final = {
    "whatsapp": Network(
        *("WhatsApp", Group.CHAT, ("wa.me", "whatsapp.com", "api.whatsapp.com")),
        paths=("{}", "message/{}"),
        mark="whatsapp",
    ),
    "telegram": Network("Telegram", Group.CHAT, ("t.me", "telegram.me"), mark="telegram"),
    "signal": Network("Signal", Group.CHAT, ("signal.me", "signal.group"), free=True, mark="signal"),
    "messenger": Network("Messenger", Group.CHAT, ("m.me",), mark="messenger"),
    "line": Network("LINE", Group.CHAT, ("line.me", "lin.ee"), ("ti/p/~{}", "R/ti/p/{}"), mark="line"),
    "wechat": Network("WeChat", Group.CHAT, key=True, mark="wechat"),
    "discord": Network("Discord", Group.CHAT, ("discord.gg", "discord.com"), mark="discord", dropped="invite/"),
    "instagram": Network("Instagram", Group.SOCIAL, ("www.instagram.com",), mark="instagram"),
    "facebook": Network(
        *("Facebook", Group.SOCIAL, ("www.facebook.com", "fb.com", "fb.me")),
        paths=("{}", "profile.php?id={}", "groups/{}", "p/{}"),
        mark="facebook",
    ),
    "x": Network("X", Group.SOCIAL, ("x.com", "twitter.com"), mark="twitter-x"),
    "threads": Network("Threads", Group.SOCIAL, ("www.threads.net", "threads.com"), ("@{}",), mark="threads"),
    "bluesky": Network("Bluesky", Group.SOCIAL, ("bsky.app",), ("profile/{}",), mark="bluesky"),
    "mastodon": Network("Mastodon", Group.SOCIAL, free=True, mark="mastodon"),
    "tiktok": Network("TikTok", Group.SOCIAL, ("www.tiktok.com",), ("@{}",), mark="tiktok"),
    "snapchat": Network("Snapchat", Group.SOCIAL, ("www.snapchat.com",), ("add/{}", "@{}"), mark="snapchat"),
    "pinterest": Network("Pinterest", Group.SOCIAL, ("www.pinterest.com",), mark="pinterest", stem="pinterest"),
    "reddit": Network("Reddit", Group.SOCIAL, ("www.reddit.com",), ("user/{}", "u/{}", "r/{}"), mark="reddit"),
    "weibo": Network("Weibo", Group.SOCIAL, ("weibo.com",), ("{}", "u/{}", "n/{}"), mark="sina-weibo"),
    "vk": Network("VK", Group.SOCIAL, ("vk.com",)),
    "linkedin": Network(
        "LinkedIn", Group.WORK, ("www.linkedin.com",), ("in/{}", "company/{}", "school/{}"), mark="linkedin"
    ),
    "xing": Network("XING", Group.WORK, ("www.xing.com",), ("profile/{}", "pages/{}")),
    "github": Network("GitHub", Group.WORK, ("github.com",), mark="github"),
    "gitlab": Network("GitLab", Group.WORK, ("gitlab.com",), mark="gitlab"),
    "stackoverflow": Network(
        "Stack Overflow", Group.WORK, ("stackoverflow.com",), ("users/{}",), mark="stack-overflow"
    ),
    "behance": Network("Behance", Group.WORK, ("www.behance.net",), mark="behance"),
    "dribbble": Network("Dribbble", Group.WORK, ("dribbble.com",), mark="dribbble"),
    "medium": Network("Medium", Group.WORK, ("medium.com",), ("@{}", "{}"), mark="medium"),
    "substack": Network("Substack", Group.WORK, ("substack.com",), ("@{}",), mark="substack"),
    "youtube": Network(
        "YouTube", Group.MEDIA, ("www.youtube.com",), ("@{}", "channel/{}", "c/{}", "user/{}"), mark="youtube"
    ),
    "vimeo": Network("Vimeo", Group.MEDIA, ("vimeo.com",), mark="vimeo"),
    "twitch": Network("Twitch", Group.MEDIA, ("www.twitch.tv",), mark="twitch"),
    "spotify": Network(
        "Spotify",
        Group.MEDIA,
        ("open.spotify.com",),
        ("user/{}", "artist/{}", "show/{}", "playlist/{}"),
        mark="spotify",
    ),
    "soundcloud": Network("SoundCloud", Group.MEDIA, ("soundcloud.com",)),
    "strava": Network("Strava", Group.MEDIA, ("www.strava.com",), ("athletes/{}", "clubs/{}"), mark="strava"),
    "etsy": Network("Etsy", Group.MEDIA, ("www.etsy.com",), ("shop/{}",)),
    "google_reviews": Network(
        *("Google reviews", Group.REVIEWS),
        ("g.page", "maps.app.goo.gl", "goo.gl", "google.com", "search.google.com", "maps.google.com", "share.google"),
        free=True,
        mark="google",
        stem="google",
    ),
    "yelp": Network("Yelp", Group.REVIEWS, ("www.yelp.com",), ("biz/{}",), mark="yelp", stem="yelp"),
    "tripadvisor": Network("Tripadvisor", Group.REVIEWS, ("www.tripadvisor.com",), free=True, stem="tripadvisor"),
    "trustpilot": Network("Trustpilot", Group.REVIEWS, ("www.trustpilot.com",), ("review/{}",)),
    "paypal": Network("PayPal", Group.PAYMENT, ("paypal.me", "paypal.com"), mark="paypal", dropped="paypalme/"),
    "revolut": Network("Revolut", Group.PAYMENT, ("revolut.me",)),
    "wise": Network("Wise", Group.PAYMENT, ("wise.com",), ("pay/me/{}",)),
    "venmo": Network("Venmo", Group.PAYMENT, ("venmo.com",), ("u/{}", "{}")),
    "cashapp": Network("Cash App", Group.PAYMENT, ("cash.app",), ("${}",)),
    "kofi": Network("Ko-fi", Group.PAYMENT, ("ko-fi.com",), mark="cup-hot"),
    "patreon": Network("Patreon", Group.PAYMENT, ("www.patreon.com",), ("{}", "c/{}")),
    "pix": Network("PIX", Group.PAYMENT, key=True, name=r"[\w.@+\-/ ]{3,100}"),
    "upi": Network(
        "UPI", Group.PAYMENT, key=True, name=r"[A-Za-z0-9.\-_]{2,100}@[A-Za-z0-9.\-]{2,60}", scheme="upi://pay?pa="
    ),
}


MARKS: Final = sorted({network.mark for network in NETWORKS.values() if network.mark})


def normalised(kind: str, typed: str) -> str:
    """What is kept of `@name`, `name` or a pasted address. Raises `NotAProfile`.

    >>> normalised("linkedin", "https://de.linkedin.com/in/ada/?trk=x")
    'in/ada'
    """
    network, text = NETWORKS[kind], typed.strip()
    if network.key:
        return _key(network, text)
    if kind == "mastodon" and (
        told := re.fullmatch(r"@?([\w.\-]{1,60})@((?:[a-z0-9\-]+\.)+[a-z]{2,20})", text.lower())
    ):
        return f"https://{told[2]}/@{told[1]}"
    if _looks_pasted(network, text):
        return _from_address(kind, network, text)
    if network.free:
        raise NotAProfile(typed)
    return _from_name(kind, network, text)


def url(kind: str, value: str) -> str:
    """Where a tap leads; empty for a kind or a value we do not know, and for what is only copied."""
    network = NETWORKS.get(kind)
    if network is None or not _holds(network, value):
        return ""
    if network.key:
        return network.scheme + quote(value, safe="@.-_") if network.scheme else ""
    if network.free:
        return value
    return f"https://{network.hosts[0]}/{quote(unquote(value), safe='/@?=~+$:._-')}"


def shown(kind: str, value: str) -> str:
    """The name as people say it, the key as it is copied; empty for what is only an address."""
    network = NETWORKS.get(kind)
    if network is None or not _holds(network, value):
        return ""
    if network.key:
        return value
    if kind == "mastodon":
        parts = urlsplit(value)
        return f"{parts.path.strip('/')}@{parts.netloc}"
    if network.free:
        return ""
    found = _path_of(network, value)
    name = unquote(found[1]) if found else value
    if kind == "whatsapp" and name.isdecimal():
        return f"+{name}"
    return name


def typed(kind: str, value: str) -> str:
    """What stands in a form: the name where it says enough, else the address; read again it gives the same."""
    name = shown(kind, value)
    try:
        return name if name and normalised(kind, name) == value else url(kind, value) or value
    except NotAProfile:
        return url(kind, value) or value


def copied(kind: str, value: str) -> str:
    """What is to be copied rather than opened; empty for all that has an address."""
    network = NETWORKS.get(kind)
    return value if network and network.key and _holds(network, value) else ""


def kind_of(address: str) -> str:
    """The network a pasted address belongs to; empty for none."""
    host = _host(address)
    if not host:
        return ""
    return next((kind for kind, network in NETWORKS.items() if _at(network, host)), "")


def _holds(network: Network, value: str) -> bool:
    """Whether a kept value is one that `normalised` could have given: what was stored is checked again."""
    if network.key:
        return bool(re.fullmatch(network.name, value))
    if not network.free:
        return _path_of(network, value) is not None
    try:
        return value.startswith("https://") and _free_address(network, value) == value
    except NotAProfile:
        return False


def _key(network: Network, text: str) -> str:
    bare = text.removeprefix(network.scheme).split("&")[0] if network.scheme else text
    if not re.fullmatch(network.name, bare):
        raise NotAProfile(text)
    return bare


def _looks_pasted(network: Network, text: str) -> bool:
    if re.match(r"^https?://", text, re.IGNORECASE) or (network.free and "." in text):
        return True
    return "/" in text and bool(_host(text)) and _at(network, _host(text))


def _from_address(kind: str, network: Network, text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    host = _host(address)
    if network.free:
        if network.hosts and not _at(network, host):
            raise NotAProfile(text)
        return _free_address(network, address)
    if not _at(network, host):
        raise NotAProfile(text)
    parts = urlsplit(address)
    path = unquote(parts.path).strip("/").removeprefix(network.dropped)
    if kind == "whatsapp" and (number := re.search(r"(?:^|&)phone=\+?(\d{6,15})(?:&|$)", parts.query)):
        return number[1]
    for candidate in (f"{path}?{parts.query}", path):
        if found := _path_of(network, candidate, longer=True):
            return found[0]
    raise NotAProfile(text)


def _from_name(kind: str, network: Network, text: str) -> str:
    if kind == "whatsapp":
        digits = _SPOKEN.sub("", text).removeprefix("+").removeprefix("00")
        if not re.fullmatch(r"[1-9]\d{5,14}", digits, re.ASCII):
            raise NotAProfile(text)
        return digits
    if _path_of(network, text) and "/" in text:
        return text
    name = text.removeprefix("@").removeprefix("$" if kind == "cashapp" else "@")
    value = network.paths[0].format(name)
    if not name or _path_of(network, value) is None:
        raise NotAProfile(text)
    return value


def _path_of(network: Network, path: str, *, longer: bool = False) -> tuple[str, str] | None:
    """The value and the name in it. `longer`: what follows a path with a word of its own is left away."""
    for pattern in sorted(network.paths, key=len, reverse=True):
        before, after = pattern.split("{}")
        rest = r"(?:[/&].*)?" if longer and before else ""
        if found := re.fullmatch(f"({re.escape(before)}({network.name}){re.escape(after)}){rest}", path):
            return found[1], found[2]
    return None


def _free_address(network: Network, address: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAProfile(address) from None
    if port or "@" in parts.netloc or not re.fullmatch(r"(?:[\w\-]+\.)+[a-z]{2,20}", host):
        raise NotAProfile(address)
    if network.hosts and not _at(network, host):
        raise NotAProfile(address)
    rest = address.split("://", 1)[1][len(parts.netloc) :]
    if re.search(r"[\s\"'<>\\`{}|^\x00-\x1f\x7f]", rest):
        raise NotAProfile(address)
    return f"https://{host}{rest}"


def _host(address: str) -> str:
    text = address.strip()
    try:
        return (urlsplit(text if "://" in text else f"https://{text}").hostname or "").lower()
    except ValueError:
        return ""


def _at(network: Network, host: str) -> bool:
    """Whether a host is one of the network's, or below one: `de.linkedin.com`, `m.facebook.com`."""
    own = [one.removeprefix("www.") for one in network.hosts]
    if any(host == one or host.endswith(f".{one}") for one in own):
        return True
    country = rf"(?:[a-z]+\.)?{network.stem}\.(?:com?\.)?[a-z]{{2,3}}"
    return bool(network.stem and re.fullmatch(country, host))
