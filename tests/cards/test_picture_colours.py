"""Colours of pictures, against a reference conversion by their profile (cards 31)."""

import io

import pytest
from PIL import Image, ImageCms

from cards import images
from tests import pictures
from tests.colours import delta_e

BARELY_SEEN = 3.0
PATCHES = range(20, 480, 40)


def jpeg(mode: str, profile: bytes) -> bytes:
    picture = pictures.patches() if mode == "RGB" else pictures.patches(mode)
    return pictures.encoded(picture, quality=97, subsampling=0, icc_profile=profile)


SENT = {
    "display p3": jpeg("RGB", pictures.rgb_profile(pictures.DISPLAY_P3)),
    "adobe rgb": jpeg("RGB", pictures.rgb_profile(pictures.ADOBE_RGB)),
    "press": jpeg("CMYK", pictures.press_profile()),
    "grey": jpeg("L", pictures.grey_profile()),
    "sixteen bits": pictures.sixteen_bit(),
}


def reference(data: bytes) -> Image.Image:
    """By lcms, relative colorimetric; what has no profile is sRGB already."""
    source = Image.open(io.BytesIO(data))
    profile = source.info.get("icc_profile")
    if not profile:
        return source.convert("RGB")
    made = ImageCms.profileToProfile(
        source,
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
    )
    assert made is not None
    return made


def colours(picture: Image.Image) -> list[tuple[int, ...]]:
    seen = [picture.convert("RGB").getpixel((x, 20)) for x in PATCHES]
    return [colour for colour in seen if isinstance(colour, tuple)]


def farthest(one: Image.Image, other: Image.Image) -> float:
    return max(delta_e(mine, theirs) for mine, theirs in zip(colours(one), colours(other), strict=True))


@pytest.mark.parametrize("data", SENT.values(), ids=SENT)
def test_colours_are_those_of_a_reference_conversion(data: bytes):
    """cards 31: both formats, within a distance of 3"""
    made = images.render(data, widths=[480]).largest
    for file in (made.webp, made.jpeg):
        assert farthest(Image.open(io.BytesIO(file)), reference(data)) < BARELY_SEEN


@pytest.mark.parametrize("name", ["display p3", "adobe rgb", "press", "grey"])
def test_without_their_profile_they_would_be_others(name: str):
    """The test above could not fail otherwise."""
    assert farthest(Image.open(io.BytesIO(SENT[name])), reference(SENT[name])) > 2 * BARELY_SEEN


def test_the_distance_is_that_of_the_books():
    """CIE 15: red and green of sRGB are 170.6 apart, black and white 100."""
    assert round(delta_e((255, 0, 0), (0, 255, 0)), 1) == 170.6
    assert round(delta_e((0, 0, 0), (255, 255, 255)), 1) == 100.0
