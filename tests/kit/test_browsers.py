"""A User-Agent in words: programs that name others, systems, what nobody knows."""

import pytest

from cardsite.kit.browsers import in_words

MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (MAC + "Version/18.1 Safari/605.1.15", "Safari, Mac"),
        (IPHONE + "CriOS/141.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone"),
        (IPHONE + "Mobile/15E148 Instagram 300.0", "Instagram, iPhone"),
        (ANDROID + "SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36", "Samsung Internet, Android"),
        (WINDOWS + "Chrome/141.0 Safari/537.36 Edg/141.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 100, "x" * 60),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_names_it(header: str, said: str):
    assert in_words(header) == said
