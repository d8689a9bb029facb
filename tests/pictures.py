"""Pictures made for tests: good ones, strange ones and hostile ones. All are drawn here; none is a file."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

RED, GREEN, BLUE, WHITE = (220, 40, 40), (40, 180, 60), (40, 60, 220), (255, 255, 255)
CANARY = "CANARY-PLACE"


def four_corners(width: int = 400, height: int = 300) -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right: any turn shows."""
    picture = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 2, 0, width, height // 2), GREEN)
    draw.rectangle((0, height // 2, width // 2, height), BLUE)
    draw.rectangle((width // 2, height // 2, width, height), WHITE)
    return picture


def photograph(width: int = 1600, height: int = 1200) -> Image.Image:
    """Something with gradients and grain, so that compression has work to do."""
    across = Image.linear_gradient("L").resize((width, height))
    around = Image.radial_gradient("L").resize((width, height))
    grain = Image.effect_noise((width, height), 60)
    return Image.merge("RGB", (across, around, grain))


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def jpeg(width: int = 400, height: int = 300) -> bytes:
    return encoded(four_corners(width, height), quality=90)


def gps_exif(orientation: int = 1) -> Image.Exif:
    """EXIF of a phone: camera, place, orientation."""
    exif = Image.Exif()
    exif[0x010F] = CANARY
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.5), 3: "E", 4: (13.0, 24.0, 17.5), 29: CANARY})
    return exif


def gps_picture(kind: str = "JPEG") -> bytes:
    """A picture that says where it was taken, in every place its format has for saying so."""
    options: dict[str, Any] = {"exif": gps_exif(), "xmp": f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()}
    if kind == "JPEG":
        options["comment"] = CANARY
    if kind == "PNG":
        options = {"exif": gps_exif(), "pnginfo": PngImagePlugin.PngInfo()}
        options["pnginfo"].add_text("Comment", CANARY)
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", CANARY)
    return encoded(four_corners(), kind, **options)


_TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def turned(orientation: int, kind: str = "JPEG") -> bytes:
    """The four corners stored turned, with the EXIF orientation that turns them back."""
    turn = _TURNED[orientation]
    stored = four_corners() if turn is None else four_corners().transpose(turn)
    return encoded(stored, kind, exif=gps_exif(orientation))


DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
WHITE_POINT = (0.9642, 1.0, 0.8249)


def rgb_profile(primaries: tuple[tuple[float, float, float], ...]) -> bytes:
    """An RGB profile with these primaries and a curve of 2.2, put together by hand."""
    tags = {name: _xyz(*xyz) for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
    return _icc(tags | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(2.2)))


def wide_gamut_profile() -> bytes:
    return rgb_profile(DISPLAY_P3)


def grey_profile() -> bytes:
    """Of greys that are lighter than sRGB's: a curve of 1.5."""
    return _icc({b"kTRC": _curve(1.5)}, space=b"GRAY")


def press_profile() -> bytes:
    """A CMYK profile: a table of the Lab values of no and of full ink, and straight lines between them."""
    inks = ((55, -37, -50), (48, 74, -3), (89, -5, 93))  # cyan, magenta, yellow
    table = b""
    for number in range(16):
        on = [number >> 3 & 1, number >> 2 & 1, number >> 1 & 1, number & 1]
        lightness, a, b = 100.0, 0.0, 0.0
        for full, ink in zip(on, inks, strict=False):
            if full:
                lightness, a, b = lightness * ink[0] / 100, a + ink[1] * 0.6, b + ink[2] * 0.6
        if on[3] or sum(on) == 3:
            lightness, a, b = 0.0, 0.0, 0.0
        table += bytes([round(lightness * 2.55), round(a) + 128, round(b) + 128])
    straight = bytes(range(256))
    matrix = struct.pack(">9i", *(65536 * (number in (0, 4, 8)) for number in range(9)))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + straight * 4 + table + straight * 3
    return _icc({b"A2B0": lut}, space=b"CMYK", into=b"Lab ", kind=b"prtr")


def _curve(power: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(power * 256)) + bytes(2)


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _icc(own: dict[bytes, bytes], *, space: bytes = b"RGB ", into: bytes = b"XYZ ", kind: bytes = b"mntr") -> bytes:
    text = b"made for a test\0"
    named = b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78)
    tags = {b"desc": named, b"wtpt": _xyz(*WHITE_POINT), b"cprt": b"text" + bytes(4) + b"none\0"} | own
    directory, body, at = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        directory += name + struct.pack(">II", at + len(body), len(content))
        body += padded
    header = struct.pack(">I4sI4s4s4s", at + len(body), bytes(4), 0x02400000, kind, space, into)
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    header += b"".join(struct.pack(">i", round(value * 65536)) for value in WHITE_POINT)
    return header + bytes(128 - len(header)) + directory + body


def patches(mode: str = "RGB") -> Image.Image:
    """Twelve flat colours, dull and loud, each 40 pixels wide."""
    colours = [(200, 40, 40), (40, 160, 60), (50, 70, 200), (235, 200, 60), (180, 100, 60), (90, 150, 160)]
    colours += [(20, 20, 24), (90, 90, 90), (170, 168, 160), (245, 245, 240), (220, 170, 150), (120, 50, 110)]
    picture = Image.new("RGB", (480, 40))
    for number, colour in enumerate(colours):
        picture.paste(colour, (40 * number, 0, 40 * number + 40, 40))
    return picture.convert(mode)


def sixteen_bit() -> bytes:
    """The patches as a PNG of sixteen bits a channel, which Pillow reads and does not write."""
    plain = patches()
    rows = b""
    for y in range(plain.height):
        row = plain.crop((0, y, plain.width, y + 1)).tobytes()
        rows += b"\0" + b"".join(bytes([value, value]) for value in row)
    head = struct.pack(">IIBBBBB", plain.width, plain.height, 16, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def wide_gamut(kind: str = "JPEG") -> bytes:
    """One flat colour whose numbers mean something else in the embedded profile than in sRGB."""
    flat = Image.new("RGB", (200, 200), (180, 100, 60))
    options: dict[str, Any] = {"quality": 100, "subsampling": 0} if kind == "JPEG" else {}
    if kind == "WEBP":
        options["lossless"] = True
    return encoded(flat, kind, icc_profile=wide_gamut_profile(), **options)


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_of_size(width: int, height: int, body: bytes = b"", colour_type: int = 2) -> bytes:
    """A PNG header that claims a size, with any compressed body."""
    head = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb() -> bytes:
    """30,000 x 30,000 one-bit pixels, whole and valid, in about 110 kB (A12)."""
    squeeze = zlib.compressobj(9)
    row = bytes(1 + 30_000 // 8)
    body = b"".join(squeeze.compress(row * 1000) for _ in range(30)) + squeeze.flush()
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def animated(kind: str) -> bytes:
    """Two frames: the four corners first, then black."""
    black = Image.new("RGB", (400, 300))
    options: dict[str, Any] = {"lossless": True} if kind == "WEBP" else {}
    return encoded(four_corners(), kind, save_all=True, append_images=[black], duration=100, **options)


def cmyk() -> bytes:
    return encoded(four_corners().convert("CMYK"), quality=95)


def see_through() -> bytes:
    """A red square on nothing: transparent outside."""
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((50, 50, 149, 149), RED)
    return encoded(picture, "PNG")


def truncated() -> bytes:
    whole = encoded(photograph(800, 600), quality=90)
    return whole[: len(whole) // 2]


SCRIPT = b"<script>alert('CANARY-SCRIPT')</script>"


def html() -> bytes:
    """A page, to be sent as `face.jpg` with type image/jpeg (A13)."""
    return b"<!doctype html><title>x</title>" + SCRIPT


def svg() -> bytes:
    """A drawing with a script, to be sent as `face.png` too (A11)."""
    return b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">' + SCRIPT + b"</svg>"


def polyglot_jpeg() -> bytes:
    """A valid JPEG that is a page as well: markup in a comment and after the end."""
    return encoded(four_corners(), comment=SCRIPT) + SCRIPT


def polyglot_png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SCRIPT.decode())
    return encoded(four_corners(), "PNG", pnginfo=info) + SCRIPT + b"PK\x03\x04"
