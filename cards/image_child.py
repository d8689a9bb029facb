"""The limited child that decodes one untrusted picture: reads it on stdin, answers on stdout, and ends.

    python -I -S image_child.py <folder that holds Pillow> <order as JSON>

Knows Pillow and the standard library only. It lowers its own limits before it reads a byte, so a
picture that explodes ends this process and no other (rule 8, F23). The answer is one line of JSON,
then the encoded files one after another in the order and with the lengths that line states.
"""

import io
import json
import math
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NoReturn

sys.path.extend(sys.argv[1:2])

from PIL import Image, ImageCms, IptcImagePlugin  # -S leaves site-packages out; the line above adds just it

FORMATS: Final = ["JPEG", "PNG", "WEBP"]
TALLEST: Final = 8192
ORIENTATION: Final = 0x0112
RIGHTS: Final = [(0x8298, [(2, 116)]), (0x013B, [(2, 110), (2, 80)])]  # copyright; artist, or credit and by-line
RIGHTS_LONGEST: Final = 140
UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
CONTACT_TRIES: Final = [(side, quality) for side in (400, 320, 240, 160) for quality in (84, 74, 64, 52)]

Box = tuple[float, float, float, float]


def main() -> None:
    """Do the order; whatever goes wrong becomes one word of `images.Reason`."""
    order = json.loads(sys.argv[2])
    _lower_limits(order)
    try:
        data = sys.stdin.buffer.read()
        picture, box, width = _open(io.BytesIO(data), order)
        largest = _shrink(picture, box, min(width, max(order["widths"])))
        answer, files = _contact(largest, order) if order["contact"] else _renditions(largest, order)
        answer["rights"] = _rights(data)
    except MemoryError:
        _refuse("too_many_pixels")
    except Exception:  # noqa: BLE001  # decoders raise anything at all on hostile bytes
        _refuse("damaged")
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(files))


def _lower_limits(order: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (order["answer_bytes"],) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # when memory runs short the kernel takes the child before the service
        Path("/proc/self/oom_score_adj").write_text("1000")


def _refuse(reason: str, **data: int) -> NoReturn:
    sys.stdout.write(json.dumps({"refused": reason, "data": data}) + "\n")
    sys.exit(0)


def _open(source: io.BytesIO, order: dict[str, Any]) -> tuple[Image.Image, Box, int]:
    """The first frame, upright, with the wanted part of it as a box and that part's true width in pixels."""
    Image.MAX_IMAGE_PIXELS = None  # our own check comes next and is stricter than a warning
    picture: Image.Image = Image.open(source, formats=FORMATS)
    pixels = picture.width * picture.height
    if pixels > order["pixels"]:
        _refuse("too_many_pixels", pixels=pixels, limit=order["pixels"])
    turn = _turn(picture)
    width, height = picture.size if turn is None or turn in _KEEPS_SIDES else picture.size[::-1]
    box = _part(width, height, order["crop"], order["square"])
    scale = min(1.0, max(order["widths"]) / (box[2] - box[0]))
    true_width = max(1, round(box[2] - box[0]))
    picture.draft(None, (math.ceil(picture.width * scale), math.ceil(picture.height * scale)))
    picture.load()
    if turn is not None:
        picture = _with_colours_of(picture, picture.transpose(turn))
    shrunk = picture.width / width
    left, top, right, bottom = (edge * shrunk for edge in box)
    return picture, (left, top, min(right, picture.width), min(bottom, picture.height)), true_width


_KEEPS_SIDES: Final = {
    Image.Transpose.FLIP_LEFT_RIGHT,
    Image.Transpose.ROTATE_180,
    Image.Transpose.FLIP_TOP_BOTTOM,
}


def _turn(picture: Image.Image) -> Image.Transpose | None:
    with suppress(Exception):  # unreadable EXIF says nothing about the pixels
        return UPRIGHT.get(picture.getexif().get(ORIENTATION, 1))
    return None


def _with_colours_of(source: Image.Image, made: Image.Image) -> Image.Image:
    made.info["icc_profile"] = source.info.get("icc_profile")
    return made


def _part(width: int, height: int, crop: list[float] | None, square: bool) -> Box:
    """The wanted part in pixels of the upright picture, at least one pixel each way."""
    x, y, w, h = crop or (0.0, 0.0, 1.0, 1.0)
    left, top = min(x * width, width - 1), min(y * height, height - 1)
    right, bottom = max(left + 1, (x + w) * width), max(top + 1, (y + h) * height)
    if square:
        side = min(right - left, bottom - top)
        left, top = (left + right - side) / 2, (top + bottom - side) / 2
        right, bottom = left + side, top + side
    return left, top, min(right, width), min(bottom, height)


def _shrink(picture: Image.Image, box: Box, width: int) -> Image.Image:
    """The wanted part at the size of the largest rendition, in sRGB, with nothing but pixels left."""
    wide, high = box[2] - box[0], box[3] - box[1]
    width = min(width, max(1, int(wide * TALLEST / high)))
    height = min(TALLEST, max(1, round(width * high / wide)))
    plain = _with_colours_of(picture, _resizable(picture))
    resized = plain.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
    made = _in_srgb(_with_colours_of(plain, resized))
    made.info = {}
    return made


def _resizable(picture: Image.Image) -> Image.Image:
    """Palettes, bitmaps and 16-bit greys cannot be resized well; bring them to a mode that can."""
    if picture.mode in ("I;16", "I;16B", "I", "F"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode == "1":
        return picture.convert("L")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours converted by the embedded profile; a broken profile counts as none."""
    plain = "RGBA" if picture.mode == "RGBA" else "RGB"
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture.convert(plain)
    alpha = picture.getchannel("A") if plain == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            colours,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(plain)
    if converted is None:  # only with inPlace
        return picture.convert(plain)
    if alpha:
        converted.putalpha(alpha)
    return converted


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency, on white."""
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _renditions(largest: Image.Image, order: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """Each size made from the next larger one; none larger than the picture."""
    rows, files, picture = [], [], largest
    for width in sorted({min(width, largest.width) for width in order["widths"]}, reverse=True):
        height = max(1, round(largest.height * width / largest.width))
        if picture.size != (width, height):
            picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        webp = _encoded(picture, "WEBP", quality=80, method=2)
        jpeg = _encoded(_flat(picture), "JPEG", quality=82, progressive=True, optimize=True)
        rows.append({"width": width, "height": height, "webp": len(webp), "jpeg": len(jpeg)})
        files += [webp, jpeg]
    red, green, blue = _flat(picture).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return {"renditions": rows, "colour": f"#{red:02x}{green:02x}{blue:02x}"}, files


def _rights(data: bytes) -> str:
    """What the file says of copyright and author, by EXIF and by IPTC, in one line; empty where it says nothing."""
    said: list[str] = []
    with suppress(Exception):  # unreadable metadata says nothing
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        exif, iptc = picture.getexif(), {}
        with suppress(Exception):
            iptc = IptcImagePlugin.getiptcinfo(picture) or {}
        for tag, others in RIGHTS:
            found = next(filter(None, [_said(exif.get(tag)), *(_said(iptc.get(other)) for other in others)]), "")
            if found and not any(found in one for one in said):
                said.append(found)
    return " · ".join(said)


def _said(value: Any) -> str:
    """A text of a camera: bytes, or UTF-8 taken for Latin-1."""
    if isinstance(value, str):
        with suppress(UnicodeError):
            value = value.encode("latin-1")
    text = value.decode(errors="replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join(text.replace("\0", " ").split())[:RIGHTS_LONGEST]


def _contact(largest: Image.Image, order: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """One small baseline JPEG: the best that fits the byte limit (cards 40)."""
    flat = _flat(largest)
    for side, quality in CONTACT_TRIES:
        small = flat
        if flat.width > side:
            small = flat.resize((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        jpeg = _encoded(small, "JPEG", quality=quality, progressive=False, optimize=True)
        if len(jpeg) <= order["contact"]:
            return {"jpeg": len(jpeg)}, [jpeg]
    raise ValueError("no size is small enough")


def _encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


if __name__ == "__main__":
    main()
