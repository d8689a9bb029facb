"""The photographer's albums of the demonstration: twelve pictures drawn here, one of them in a wide gamut."""

import io
import struct
from collections.abc import Callable, Iterator
from typing import Final

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from cards.gallery import arranging, receiving
from cards.models import AlbumPhoto
from cardsite.seed_pictures import Colour, landscape, mixed
from workspaces.models import Workspace

COPYRIGHT: Final = "© Noor Lindqvist"
SIZE: Final = (1600, 1200)

Scene = tuple[str, str, Callable[[], bytes]]
"""Caption, description, and how it is drawn."""


def albums(workspace: Workspace) -> None:
    """Inside the workspace. The pictures are developed by whoever works at the queue, as an owner's are."""
    _album(workspace, "Shore", SHORE)
    _album(workspace, "High ground", HILLS)


def _album(workspace: Workspace, title: str, scenes: tuple[Scene, ...]) -> None:
    album = arranging.add_album(workspace=workspace, title=title, copyright=COPYRIGHT)
    for number, (caption, alt, draw) in enumerate(scenes, 1):
        name = f"NL-{number:03}.jpg"
        picture = receiving.take(album=album, file=ContentFile(draw(), name=name), filename=name)
        AlbumPhoto.objects.filter(pk=picture.pk).update(caption=caption, alt=alt)


def shore(
    sky: Colour, glow: Colour, sea: Colour, sand: Colour, *, tall: bool = False, wide_gamut: bool = False
) -> bytes:
    """A horizon, a low sun and its path over the water, wet sand in front."""
    width, height = SIZE[::-1] if tall else SIZE
    horizon, beach = round(height * 0.46), round(height * 0.8)
    picture = Image.new("RGB", (width, height), sky)
    draw = ImageDraw.Draw(picture)
    for row in range(horizon):
        draw.line((0, row, width, row), fill=mixed(sky, glow, (row / horizon) ** 3))
    sun, side = round(width * 0.62), height // 9
    draw.ellipse((sun - side, horizon - side, sun + side, horizon + side), fill=mixed(glow, "#ffffff", 0.55))
    draw.rectangle((0, horizon, width, height), fill=sea)
    for number, (left, right, row) in enumerate(_glitter(horizon, beach, side)):
        draw.rectangle((sun - left, row, sun + right, row + 5), fill=mixed(sea, glow, 0.75 - number * 0.02))
    edge = [(x, beach + abs(x % 520 - 260) // 7) for x in range(-20, width + 21, 20)]
    draw.polygon([(-20, height), *edge, (width + 20, height)], fill=sand)
    draw.line(edge, fill=mixed(sea, "#ffffff", 0.75), width=9)
    return _jpeg(picture, display_p3() if wide_gamut else None)


def _glitter(horizon: int, beach: int, side: int) -> Iterator[tuple[int, int, int]]:
    """Strokes of light on the water, wider the nearer: to the left, to the right, row."""
    for number, row in enumerate(range(horizon + 12, beach - 8, 15)):
        reach = side // 3 + number * side // 14
        yield reach - (number * 37) % (reach // 2 + 1), reach - (number * 53) % (reach // 2 + 1), row


def display_p3() -> bytes:
    """A profile with the primaries of Display P3 and a curve of 2.2."""
    primaries = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
    white = (0.9642, 1.0, 0.8249)
    name = b"Wide gamut\0"
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(78), b"wtpt": _xyz(white)}
    tags |= {b"cprt": b"text" + bytes(4) + b"none\0"}
    tags |= {tag: _xyz(value) for tag, value in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), b"curv" + bytes(4) + struct.pack(">IHH", 1, 563, 0))
    index, body, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, value in tags.items():
        index += tag + struct.pack(">II", at + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(body), bytes(4), 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _xyz(white)[8:]
    return head + bytes(128 - len(head)) + index + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))


def _jpeg(picture: Image.Image, profile: bytes | None) -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x8298] = COPYRIGHT.encode()
    picture.save(target, "JPEG", quality=88, exif=exif, icc_profile=profile)
    return target.getvalue()


SHORE: Final[tuple[Scene, ...]] = (
    (
        "Last light, Embleton",
        "A low sun over a grey sea, its path of light reaching the sand.",
        lambda: shore("#6f8fa8", "#f2a65a", "#47657a", "#8d7c66"),
    ),
    (
        "Red tide",
        "A deep red evening above dark water.",
        lambda: shore("#5a2d4f", "#ff5a36", "#3a2340", "#4b3a3f", wide_gamut=True),
    ),
    ("Before rain", "Pale sun behind mist, still water.", lambda: shore("#b8c0c2", "#e9e2cf", "#8ea0a4", "#a79b88")),
    (
        "North, six in the morning",
        "A tall picture: cold blue sky, a strip of yellow at the horizon.",
        lambda: shore("#3f6a9a", "#ffd27a", "#2f5475", "#70685c", tall=True),
    ),
    ("Green hour", "Green water under a yellow sky.", lambda: shore("#c9bf7a", "#f6e7a1", "#4f7f6f", "#b59f6d")),
    ("Snow on the beach", "White sand, blue-grey sea.", lambda: shore("#a9bccb", "#f5d9c8", "#6a8499", "#e6e9ea")),
)
HILLS: Final[tuple[Scene, ...]] = (
    (
        "Four ranges",
        "Four ranges of hills, each paler than the one before it.",
        lambda: landscape("#e8d9c5", "#f4b76a", ("#b9b7b0", "#8b98a0", "#5b7183", "#2f4859")),
    ),
    (
        "Heather",
        "Purple hills under a cream sky.",
        lambda: landscape("#efe3d3", "#f7d9a0", ("#c4a9b5", "#9d7591", "#6d4a6c", "#40294a")),
    ),
    (
        "Frost",
        "White and blue hills, a small cold sun.",
        lambda: landscape("#dfe7ec", "#ffffff", ("#c6d5de", "#9db6c6", "#6f8fa5", "#46647c")),
    ),
    (
        "Bracken",
        "Rust-coloured slopes in the evening.",
        lambda: landscape("#f0d6b4", "#f08a3c", ("#d9a774", "#b9743f", "#8a4d28", "#57301d")),
    ),
    (
        "After the storm",
        "Dark green hills, a clearing sky.",
        lambda: landscape("#c3cfcb", "#f2eccb", ("#97aba3", "#6c877c", "#43605a", "#223c3a")),
    ),
    (
        "Night walk",
        "Hills by moonlight, the moon low on the right.",
        lambda: landscape("#1d2740", "#e9e6d2", ("#2a3856", "#22304b", "#1a2740", "#111b30")),
    ),
)
