"""Where a page is open, by what the browser says of itself (cards 42)."""

from urllib.parse import unquote

import pytest

from cards.saving.browsers import APPS, Browser, Device, browser, intent

PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A135F; wv) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/20H19"
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("sign", "app"),
    [
        (" Instagram 300.0.0.29.110", "Instagram"),
        (" [FBAN/EMA;FBLC/en_US;FBAV/380.0]", "Facebook"),
        (" [FB_IAB/FB4A;FBAV/440.0]", "Facebook"),
        (" musical_ly_2023 BytedanceWebview/d8a21c6", "TikTok"),
        (" TikTok 32.5.3 rv:325304", "TikTok"),
        (" [LinkedInApp]/9.29", "LinkedIn"),
        (" Line/13.20.0/IAB", "LINE"),
        (" MicroMessenger/8.0.45(0x18002d)", "WeChat"),
        ("", ""),
        (" Baseline/1.0 OnLine/2", ""),
    ],
)
def test_the_browser_inside_an_app_is_known_by_its_name(sign: str, app: str):
    """cards 42: the six named there, on both systems; a word that only resembles one is none"""
    assert [browser(system + sign) for system in (PHONE, IPHONE, DESK)] == [
        Browser(app, Device.ANDROID),
        Browser(app, Device.IPHONE),
        Browser(app, Device.OTHER),
    ]
    assert {name for _sign, name in APPS} == {"Instagram", "Facebook", "TikTok", "LinkedIn", "LINE", "WeChat"}


def test_android_is_told_the_page_and_the_way_back():
    """An intent without package: whichever browser the person chose; query and scheme are kept."""
    made = intent("https://x.example:8443/ada/save?via=7K3M102&a=b")
    head, _, extras = made.partition("#Intent;")
    said = dict(extra.split("=", 1) for extra in extras.split(";") if "=" in extra)
    assert (head, extras[-4:]) == ("intent://x.example:8443/ada/save?via=7K3M102&a=b", ";end")
    assert said.pop("S.browser_fallback_url").count("&") == 0
    assert said == {
        "scheme": "https",
        "action": "android.intent.action.VIEW",
        "category": "android.intent.category.BROWSABLE",
    }
    assert unquote(extras).endswith("=https://x.example:8443/ada/save?via=7K3M102&a=b;end")
