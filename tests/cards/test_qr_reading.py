"""Reading a picture back before it is offered (cards 47; A74)."""

import io

import pytest
from PIL import Image, ImageDraw, ImageOps

from cards.qr import MASK_ORDER, png, symbol
from cards.qr_reading import Misreading, Sight, Verdict, reads_as

LINK = "https://cards.example.com/q/7K3M102"
READ = Verdict()


def changed(picture: bytes, change) -> bytes:
    image = change(Image.open(io.BytesIO(picture)).convert("L"))
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def with_logo(share: float):
    """A white square in the middle, its side a share of the symbol's (29 of 37 modules)."""

    def cover(image: Image.Image) -> Image.Image:
        half = image.width * 29 / 37 * share / 2
        middle = image.width / 2
        ImageDraw.Draw(image).rectangle((middle - half, middle - half, middle + half, middle + half), fill=255)
        return image

    return cover


def shrink_dots(image: Image.Image) -> Image.Image:
    """Every dark module outside the three eyes becomes a dot of a third of its width."""
    module = image.width // 37
    before, gap = (image.width - module * 29) // 2, module // 3
    draw = ImageDraw.Draw(image)
    for y, row in enumerate(symbol(LINK).rows):
        for x, dark in enumerate(row):
            in_an_eye = (y < 8 and (x < 8 or x > 20)) or (y > 20 and x < 8)
            if dark and not in_an_eye:
                left, top = before + x * module, before + y * module
                draw.rectangle((left, top, left + module - 1, top + module - 1), fill=255)
                draw.rectangle((left + gap, top + gap, left + module - gap, top + module - gap), fill=0)
    return image


@pytest.mark.parametrize("size", [512, 1024, 4096])
def test_a_clean_code_is_read_whole_small_and_blurred(size: int) -> None:
    """cards 47"""
    assert reads_as(png(symbol(LINK), size), LINK) == READ


@pytest.mark.parametrize("mask", MASK_ORDER)
def test_a_clean_code_is_read_with_every_mask(mask: int) -> None:
    """cards 47, 50"""
    assert reads_as(png(symbol(LINK, "M", mask)), LINK).ok is True


def test_a_contact_code_of_the_greatest_size_offered_is_read() -> None:
    """cards 47, 51"""
    text = "x" * 331
    assert reads_as(png(symbol(text)), text) == READ


def test_another_link_is_told_from_ours() -> None:
    """cards 47: only an exact match; the codes differ in one letter's case"""
    assert reads_as(png(symbol(LINK.lower())), LINK) == Verdict(Misreading.OTHER_TEXT, Sight.WHOLE)


def test_a_code_whose_middle_is_covered_is_unreadable() -> None:
    """cards 47"""
    assert reads_as(changed(png(symbol(LINK)), with_logo(0.4)), LINK) == Verdict(Misreading.UNREADABLE, Sight.WHOLE)


def test_an_inverted_code_is_unreadable() -> None:
    """cards 45, 47: many phones do not read light on dark"""
    assert reads_as(changed(png(symbol(LINK)), ImageOps.invert), LINK) == Verdict(Misreading.UNREADABLE, Sight.WHOLE)


def test_a_code_too_fine_for_200_pixels_fails_at_the_small_sight() -> None:
    """cards 47"""
    text = "x" * 2331
    assert reads_as(png(symbol(text), 2048), text) == Verdict(Misreading.UNREADABLE, Sight.SMALL)


def test_a_code_of_small_dots_fails_when_blurred() -> None:
    """cards 47: sharp it is read, also small; a phone's blur loses it"""
    picture = changed(png(symbol(LINK)), shrink_dots)
    assert reads_as(picture, LINK) == Verdict(Misreading.UNREADABLE, Sight.BLURRED)


@pytest.mark.parametrize("data", [b"", b"GIF89a", png(symbol(LINK))[:300]])
def test_what_is_no_whole_picture_is_told(data: bytes) -> None:
    """cards 47, 50; A74: a file cut off by a killed worker"""
    assert reads_as(data, LINK) == Verdict(Misreading.NOT_A_PICTURE)
