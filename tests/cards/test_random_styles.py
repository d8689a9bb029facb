"""Random looks: each is refused with its reason and a remedy, or is read whole, small and blurred (cards 45–47)."""

import io
import random
import sys
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from cards import qr_reading
from cards.qr_pictures import png
from cards.qr_shapes import Logo
from cards.qr_style import Eyes, Modules, Style, StyleRefused
from tests.cards.test_qr import short_link
from tests.cards.test_qr_pictures import LOGO, dressed

FEW, MANY = 50, 500


def random_logo(chance: random.Random) -> Logo:
    """Noise in large squares, the worst there is: any of them may look like a module."""
    wide, high = chance.choice([(6, 6), (12, 4), (5, 9)])
    noise = Image.frombytes("RGB", (wide, high), chance.randbytes(3 * wide * high))
    file = io.BytesIO()
    noise.resize((wide * 30, high * 30), Image.Resampling.NEAREST).save(file, "JPEG", quality=90)
    return Logo(file.getvalue(), wide / high)


def random_colours(chance: random.Random) -> tuple[str, str]:
    """A third anywhere, the others about as near to each other as may be."""
    if chance.random() < 0.3:
        dark, light = (f"#{chance.randrange(1 << 24):06x}" for _ in range(2))
        return dark, light
    return f"#{chance.randrange(1 << 24) & 0x7F7F7F:06x}", chance.choice(["#ffffff", "#f6f6f2", "#ffe9b0", "#b9c4d0"])


def random_style(chance: random.Random) -> dict[str, Any]:
    dark, light = random_colours(chance)
    logo = {"logo": LOGO, "logo_side": chance.randint(10, 34)} if chance.random() < 0.5 else {}
    return {
        "dark": dark,
        "light": light,
        "modules": chance.choice([*Modules]),
        "eyes": chance.choice([*Eyes]),
        "caption": chance.choice(["", "", "Scan me", "Scan to save my contact", "名刺を保存"]),
        **logo,
    }


def drawn(seed: int) -> tuple[bytes, str] | None:
    """The picture and its link; None where the look was refused with a reason and a remedy."""
    chance = random.Random(seed)
    said, link = random_style(chance), short_link(seed)
    try:
        style = Style(**said)
    except StyleRefused as refused:
        return None if refused.reason and refused.nearest else (b"", "a refusal without reason or remedy")
    return png(dressed(style, random_logo(chance), link), chance.choice([512, 700, 1024])), link


def unread(seeds: range) -> tuple[int, dict[int, qr_reading.Verdict]]:
    """How many were drawn, and those that were not read."""
    verdicts = {seed: qr_reading.reads_as(*made) for seed in seeds if (made := drawn(seed))}
    return len(verdicts), {seed: verdict for seed, verdict in verdicts.items() if not verdict.ok}


def test_fifty_random_looks_are_refused_or_read() -> None:
    count, failed = unread(range(FEW))
    assert (failed, count >= 10) == ({}, True)


@pytest.mark.proof
def test_five_hundred_random_looks_are_refused_or_read() -> None:
    count, failed = unread(range(1000, 1000 + MANY))
    assert (failed, count >= 100) == ({}, True)


@pytest.mark.proof
def test_how_many_clean_pictures_a_third_reader_reads_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """cards 47: OpenCV is no judge here, but its rate is told"""
    made = [found for seed in range(1000, 1000 + MANY) if (found := drawn(seed))]
    detector = cv2.QRCodeDetector()
    read = [
        detector.detectAndDecode(np.array(Image.open(io.BytesIO(content)).convert("L")))[0] == link
        for content, link in made
    ]
    with capsys.disabled():
        sys.stdout.write(f"\nOpenCV reads {sum(read)} of {len(read)} random looks\n")
    assert sum(read) > 0
