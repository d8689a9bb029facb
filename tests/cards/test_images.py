"""Uploads: what is taken, what is refused, what is left of them, and what they may cost."""

import io
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from cards import images
from cards.images import Crop, Limits, PictureRefused, Reason
from tests import pictures
from tests.servers import ROOT

WIDTHS = images.GALLERY_WIDTHS


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def near(picture: Image.Image, at: tuple[int, int], colour: tuple[int, int, int], within: int = 12) -> bool:
    return bool(picture.convert("RGB").getpixel(at) == pytest.approx(colour, abs=within))


def corners_are_right(data: bytes) -> bool:
    picture = opened(data)
    right, bottom = picture.width - 20, picture.height - 20
    places = {(20, 20): pictures.RED, (right, 20): pictures.GREEN, (20, bottom): pictures.BLUE}
    return all(near(picture, at, colour) for at, colour in places.items())


def files_of(rendered: images.Rendered) -> list[bytes]:
    return [data for rendition in rendered.renditions for data in (rendition.webp, rendition.jpeg)]


def refused(data: bytes, **over: object) -> Reason:
    with pytest.raises(PictureRefused) as caught:
        images.render(data, **({"widths": WIDTHS} | over))  # type: ignore[arg-type]
    return caught.value.reason


def forget_peak() -> int:
    """Memory of this process in kB now, and from here on `peak` counts anew."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def segments(jpeg: bytes) -> list[int]:
    """The markers of a JPEG up to its pixels."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    return found


def chunks(webp: bytes) -> list[bytes]:
    found, at = [], 12
    while at < len(webp):
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        found.append(webp[at : at + 4])
        at += 8 + size + size % 2
    return found


def test_renditions_have_the_asked_widths_in_both_formats():
    """cards 31"""
    rendered = images.render(pictures.encoded(pictures.photograph(2400, 1800)), widths=WIDTHS)
    sizes = [(320, 240), (640, 480), (1280, 960), (2048, 1536)]
    assert [(r.width, r.height) for r in rendered.renditions] == sizes
    assert [opened(r.webp).size for r in rendered.renditions] == sizes
    assert [opened(r.jpeg).size for r in rendered.renditions] == sizes
    assert {opened(r.webp).format for r in rendered.renditions} == {"WEBP"}
    assert {opened(r.jpeg).format for r in rendered.renditions} == {"JPEG"}


def test_small_picture_is_never_enlarged():
    rendered = images.render(pictures.jpeg(400, 300), widths=WIDTHS)
    assert [(r.width, r.height) for r in rendered.renditions] == [(320, 240), (400, 300)]


def test_one_pixel_and_a_thin_strip_are_taken():
    assert images.render(pictures.encoded(Image.new("RGB", (1, 1)), "PNG"), widths=WIDTHS).largest.width == 1
    strip = images.render(pictures.encoded(Image.new("RGB", (3, 50_000)), "PNG"), widths=WIDTHS).largest
    assert (strip.width, strip.height) == (1, 8192)


def test_average_colour_is_told():
    flat = Image.new("RGB", (300, 200), (10, 120, 200))
    assert images.render(pictures.encoded(flat, "PNG"), widths=[160]).colour == "#0a78c8"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_is_gone_from_every_file(kind):
    """cards 31; A15, T6"""
    sent = pictures.gps_picture(kind)
    assert pictures.CANARY.encode() in sent
    harmless = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    harmless |= {"loop", "background", "timestamp", "duration"}  # what Pillow says of any WebP
    files = [*files_of(images.render(sent, widths=WIDTHS)), images.vcard_photo(sent)]
    for data in files:
        picture = opened(data)
        picture.load()
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= harmless
        assert pictures.CANARY.encode() not in data


def test_no_metadata_segment_is_left_in_either_format():
    """cards 31: no APP1 (EXIF, XMP), APP2 (ICC), APP13 or comment; only pixels in WebP"""
    sent = pictures.encoded(
        pictures.four_corners(), exif=pictures.gps_exif(), icc_profile=pictures.srgb_profile(), comment=b"hello"
    )
    rendered = images.render(sent, widths=WIDTHS)
    for rendition in rendered.renditions:
        assert set(segments(rendition.jpeg)) <= {0xE0, 0xDB, 0xC2, 0xC4}
        assert chunks(rendition.webp) == [b"VP8 "]
    assert set(segments(images.vcard_photo(sent))) <= {0xE0, 0xDB, 0xC0, 0xC4}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_is_upright_whatever_its_orientation(orientation):
    """cards 31; A15"""
    rendered = images.render(pictures.turned(orientation), widths=WIDTHS)
    assert (rendered.largest.width, rendered.largest.height) == (400, 300)
    assert [corners_are_right(data) for data in files_of(rendered)] == [True] * 4


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_orientation_counts_in_png_and_webp_too(kind):
    assert corners_are_right(images.render(pictures.turned(6, kind), widths=[320]).largest.jpeg)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_wide_gamut_becomes_srgb_before_the_profile_goes(kind):
    """cards 31: Display P3 180,100,60 is about 194,95,45 in sRGB"""
    rendered = images.render(pictures.wide_gamut(kind), widths=[200])
    assert near(opened(rendered.largest.jpeg), (100, 100), (194, 95, 45), within=6)
    assert near(opened(rendered.largest.webp), (100, 100), (194, 95, 45), within=6)


def test_broken_profile_counts_as_none():
    flat = pictures.encoded(Image.new("RGB", (50, 50), (180, 100, 60)), "PNG", icc_profile=b"not a profile" * 20)
    assert near(opened(images.render(flat, widths=[50]).largest.jpeg), (25, 25), (180, 100, 60))


def test_cmyk_becomes_rgb():
    rendered = images.render(pictures.cmyk(), widths=WIDTHS)
    assert opened(rendered.largest.jpeg).mode == "RGB"
    assert corners_are_right(rendered.largest.jpeg)


def test_sixteen_bit_grey_keeps_its_brightness():
    grey = pictures.encoded(Image.new("I;16", (60, 60), 40_000), "PNG")
    assert near(opened(images.render(grey, widths=[60]).largest.jpeg), (30, 30), (156, 156, 156), within=3)


def test_transparency_stays_in_webp_and_is_white_in_jpeg():
    rendered = images.render(pictures.see_through(), widths=[200])
    assert opened(rendered.largest.webp).getchannel("A").getpixel((5, 5)) == 0
    assert near(opened(rendered.largest.jpeg), (5, 5), pictures.WHITE)
    assert near(opened(rendered.largest.jpeg), (100, 100), pictures.RED)


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_only_the_first_frame_is_kept(kind):
    """T5"""
    rendered = images.render(pictures.animated(kind), widths=WIDTHS)
    assert getattr(opened(rendered.largest.webp), "n_frames", 1) == 1
    assert corners_are_right(rendered.largest.jpeg)


def test_crop_is_taken_from_the_upright_picture():
    """The right lower quarter is white, and the file is stored turned."""
    rendered = images.render(pictures.turned(6), widths=[100], crop=Crop(0.55, 0.55, 0.4, 0.4))
    assert (rendered.largest.width, rendered.largest.height) == (100, 75)
    assert rendered.colour == "#ffffff"


def test_square_takes_the_middle():
    rendered = images.render(pictures.jpeg(400, 300), widths=[160, 640], square=True)
    assert [(r.width, r.height) for r in rendered.renditions] == [(160, 160), (300, 300)]


def test_crop_is_clamped_to_the_picture():
    assert Crop.clamped(-0.5, 0.25, 1.0, 3.0) == Crop(0.0, 0.25, 0.5, 0.75)


@pytest.mark.parametrize("asked", [(1.5, 0, 1, 1), (0, 0, 0, 1), (0, 0, float("nan"), 1), (0, 0, 1, float("inf"))])
def test_crop_outside_the_picture_is_refused(asked):
    with pytest.raises(ValueError, match="crop"):
        Crop.clamped(*asked)


@pytest.mark.parametrize(
    "data",
    [pictures.svg(), pictures.html(), pictures.animated("GIF"), b"", b"RIFF", b"%PDF-1.7", b"BM" + bytes(60)],
    ids=["svg", "html", "gif", "nothing", "riff", "pdf", "bmp"],
)
def test_other_kinds_are_refused_by_content(data):
    """cards 30; A11, A13: neither the file's name nor its sent type is even asked"""
    assert refused(data) == Reason.UNKNOWN_KIND


def test_truncated_or_nonsense_picture_is_damaged():
    assert refused(pictures.truncated()) == Reason.DAMAGED
    assert refused(b"\xff\xd8\xff" + os.urandom(2000)) == Reason.DAMAGED
    assert refused(b"RIFF\xff\xff\x00\x00WEBPVP8 " + bytes(100)) == Reason.DAMAGED


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "BMP", "PPM"])
def test_child_by_itself_decodes_only_three_formats(kind, monkeypatch):
    """rule 8: an explicit format list, also when the check of the first bytes is taken away"""
    monkeypatch.setattr(images, "check", lambda *_given: None)
    assert refused(pictures.encoded(pictures.four_corners(), kind)) == Reason.DAMAGED


@pytest.mark.parametrize("sent", [pictures.polyglot_jpeg(), pictures.polyglot_png()], ids=["jpeg", "png"])
def test_polyglot_is_encoded_anew(sent):
    """cards 30; T4"""
    assert pictures.SCRIPT in sent
    assert [b"script" in data for data in files_of(images.render(sent, widths=WIDTHS))] == [False] * 4


def test_too_many_bytes_are_refused_before_anything_runs():
    assert refused(pictures.jpeg() + bytes(40_000_000)) == Reason.TOO_BIG


def test_pixel_bomb_is_refused_fast_and_costs_the_parent_nothing():
    """A12; T5"""
    bomb = pictures.bomb()
    assert len(bomb) < 120_000
    images.render(pictures.jpeg(), widths=[160])
    before, start = forget_peak(), time.perf_counter()
    assert refused(bomb) == Reason.TOO_MANY_PIXELS
    assert time.perf_counter() - start < 2
    assert peak() - before < 4_000  # kB


@pytest.mark.parametrize("make", [pictures.bomb, partial(pictures.png_of_size, 10_000, 6_001)], ids=["bomb", "61 Mpx"])
def test_the_child_of_a_bomb_takes_no_memory_either(make: Callable[[], bytes]):
    """A12, cards 30: the size is read before a pixel is; the child of an honest picture is the measure"""
    assert (
        most_of_children(make()) - most_of_children(pictures.jpeg()) < 4_000
    )  # kB; the pixels would be 110,000 or more


def most_of_children(sent: bytes) -> int:
    """The most memory, in kB, of whatever a process of its own starts to read this picture."""
    program = """import resource, sys
from cards import images
try:
    images.render(sys.stdin.buffer.read(), widths=[160])
except images.PictureRefused as refused:
    assert refused.reason == images.Reason.TOO_MANY_PIXELS
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
    done = subprocess.run([sys.executable, "-c", program], input=sent, check=True, capture_output=True, cwd=ROOT)
    return int(done.stdout)


def test_pixel_limit_is_exact():
    assert refused(pictures.png_of_size(10_000, 6_001)) == Reason.TOO_MANY_PIXELS
    assert refused(pictures.png_of_size(10_000, 6_000)) == Reason.DAMAGED  # allowed in size, but holds no pixels


def test_memory_limit_ends_the_child_alone():
    """F23, T5: what would take more than the child may have is refused, and the next picture is served"""
    large = pictures.encoded(Image.new("RGBA", (6000, 6000), (9, 9, 9, 9)), "PNG", compress_level=1)
    assert refused(large, limits=Limits(memory=200 << 20)) == Reason.TOO_MANY_PIXELS
    assert images.render(pictures.jpeg(), widths=[160]).largest.width == 160


def test_child_killed_by_the_kernel_is_a_refusal():
    """F23: kill -9 while it works; the parent lives on"""
    slow = pictures.encoded(Image.effect_noise((5000, 5000), 50).convert("RGB"), "PNG", compress_level=1)
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")

    def decoding() -> list[int]:
        """A test worker has other children too: servers, a browser."""
        found = [
            pid for pid in children.read_text().split() if "image_child" in Path(f"/proc/{pid}/cmdline").read_text()
        ]
        return [int(pid) for pid in found]

    def kill() -> None:
        while not (found := decoding()):
            time.sleep(0.01)
        os.kill(found[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    assert refused(slow, limits=Limits(upload_bytes=1 << 27)) == Reason.TOO_MANY_PIXELS
    killer.join()
    assert images.render(pictures.jpeg(), widths=[160]).largest.width == 160


def test_child_that_cannot_even_start_is_a_refusal():
    assert refused(pictures.jpeg(), limits=Limits(memory=1 << 20)) in {Reason.DAMAGED, Reason.TOO_MANY_PIXELS}


def test_slow_picture_is_timed_out():
    """The wall clock and the child's CPU limit both say the same."""
    slow = pictures.encoded(Image.effect_noise((5000, 5000), 50).convert("RGB"), "PNG", compress_level=1)
    start = time.perf_counter()
    assert refused(slow, limits=Limits(upload_bytes=1 << 27, seconds=1), widths=[4000, 3000, 2048]) == Reason.TIMED_OUT
    assert time.perf_counter() - start < 4


def test_answer_larger_than_allowed_is_refused():
    noise = pictures.encoded(pictures.photograph(1600, 1200))
    assert refused(noise, limits=Limits(answer_bytes=20_000)) == Reason.DAMAGED


def test_large_photo_costs_the_parent_little_memory():
    """A12's other half: pixels live in the child"""
    photo = pictures.encoded(Image.effect_noise((6000, 4000), 40).convert("RGB"), quality=80)
    before = forget_peak()
    images.render(photo, widths=WIDTHS)
    assert peak() - before < 12_000  # kB; the pixels would be 72,000


def test_many_at_once_do_not_disturb_each_other():
    sent = [pictures.encoded(Image.new("RGB", (300, 200), (n * 20, 0, 0)), "PNG") for n in range(6)]
    seen: dict[int, str] = {}

    def work(n: int) -> None:
        seen[n] = images.render(sent[n], widths=[100]).colour

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {n: f"#{n * 20:02x}0000" for n in range(6)}


def test_vcard_photo_is_small_square_and_baseline():
    """cards 40"""
    noisy = pictures.encoded(Image.effect_noise((1600, 1000), 200).convert("RGB"))
    for sent in (noisy, pictures.jpeg(900, 700), pictures.see_through()):
        made = images.vcard_photo(sent)
        picture = opened(made)
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert picture.width == picture.height <= 400
        assert "progressive" not in picture.info
        assert len(made) <= 40_000


def test_vcard_photo_is_not_enlarged():
    assert opened(images.vcard_photo(pictures.jpeg(120, 90))).size == (90, 90)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_names_a_remedy(reason):
    """product.md: bad input gets a clear message that names the remedy"""
    said = images.words(PictureRefused(reason))
    assert said.endswith(("try again.", "send the new file."))
    assert "%" not in said
