"""Reads one picture in a process of its own, where a hostile one can exhaust nothing but itself.

Run as a script: `worker.py FILE FOLDER MEMORY SECONDS PIXELS SIZE...`. Writes a copy of each size as JPEG to
FOLDER (`1600`, `320`: the longest side, never enlarged; upright, sRGB, no metadata) and one line of JSON:
`{"kind", "width", "height", "likeness", "copies": [{"size", "width", "height"}], "exif": {...}}`. A picture
that is refused ends it with status 3 and `{"refused": code}`: `kind`, `animated`, `pixels` or `damaged`.
"""

import io
import json
import math
import resource
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

REFUSED = 3
KINDS = ("JPEG", "PNG", "WEBP")
"""What is read, beside HEIF. Phones write JPEGs with a depth map behind them, which come as MPO."""
SIDE = 32  # of the picture that a likeness is taken of
LOW = 8  # frequencies a side that make it
PLAIN = 3.0  # levels of grey by which a picture must vary to be told from others
QUALITY = 82
LONGEST = 64  # letters of a text in EXIF

WANTED = {
    ExifTags.Base.DateTimeOriginal: "original",
    ExifTags.Base.DateTimeDigitized: "digitised",
    ExifTags.Base.OffsetTimeOriginal: "offset",
    ExifTags.Base.OffsetTimeDigitized: "offset_digitised",
}


class NotReadError(Exception):
    """The picture is refused; the argument is the code."""


def opened(path: str, most_pixels: int) -> Image.Image:
    """Return the picture, not decoded yet; raises `NotReadError`."""
    with Path(path).open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        from pillow_heif import register_heif_opener  # noqa: PLC0415  dear, and seldom needed

        register_heif_opener()
    image = Image.open(path, formats=("HEIF",) if head[4:8] == b"ftyp" else KINDS)
    if image.width * image.height > most_pixels or not min(image.size):
        raise NotReadError("pixels")
    if image.format in ("PNG", "WEBP") and getattr(image, "n_frames", 1) > 1:
        raise NotReadError("animated")
    return image


def small(image: Image.Image, size: int) -> Image.Image:
    """Return a picture of that longest side at most, in colours that a JPEG has, upright and in sRGB."""
    if image.format in ("JPEG", "MPO"):
        image.draft("RGB", (size, size))
    image.load()
    profile = image.info.get("icc_profile")
    turn = exif_of(image).get(ExifTags.Base.Orientation, 1)
    shown = in_levels(image)
    shown.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return upright(flat(in_srgb(shown, profile)), turn)


def in_levels(image: Image.Image) -> Image.Image:
    """Return a picture whose levels can be averaged: no palette, no 16 bits."""
    if image.mode.startswith("I"):
        return image.convert("L") if image.mode == "I" else image.point(lambda at: at / 256).convert("L")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA")
    return image.convert("L") if image.mode in ("1", "F") else image


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in sRGB; a profile that is none is passed over."""
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        return turned or image
    return image


def flat(image: Image.Image) -> Image.Image:
    """Return a picture without transparency, on white."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    image = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def upright(image: Image.Image, turn: Any) -> Image.Image:
    """Return a picture turned as its orientation says; any word but 2 to 8 is none."""
    clean = Image.new(image.mode, (1, 1))
    exif = clean.getexif()
    if isinstance(turn, int) and 2 <= turn <= 8:
        exif[ExifTags.Base.Orientation] = turn
    bare = image.copy()
    bare.info = {"exif": exif.tobytes()} if len(exif) else {}
    turned = ImageOps.exif_transpose(bare)
    turned.info = {}
    return turned


def exif_of(image: Image.Image) -> Any:
    """Return a picture's EXIF; an empty one where it is garbage."""
    try:
        return image.getexif()
    except Exception:  # whatever a parser of strangers' bytes can raise
        return Image.Exif()


def told(image: Image.Image) -> dict[str, Any]:
    """Return what the EXIF says of time and position, as it stands there: fractions as pairs."""
    exif = exif_of(image)
    found: dict[str, Any] = {}
    with suppress(Exception):
        taken = exif.get_ifd(ExifTags.IFD.Exif)
        found |= {name: plain(taken[tag]) for tag, name in WANTED.items() if tag in taken}
    with suppress(Exception):
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        found["gps"] = {str(tag): plain(value) for tag, value in gps.items() if isinstance(tag, int)}
    return found


def plain(value: Any, depth: int = 0) -> Any:
    """Return a value of EXIF as JSON has it: texts cut short, fractions as [above, below]."""
    if isinstance(value, bytes):
        return value[:LONGEST].decode("latin-1")
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, tuple | list) and depth == 0:
        return [plain(each, 1) for each in value[:4]]
    if isinstance(value, int):
        return value if abs(value) < 2**63 and not isinstance(value, bool) else None
    if hasattr(value, "numerator") and hasattr(value, "denominator"):
        return [plain(value.numerator, 2), plain(value.denominator, 2)] if depth < 2 else None
    return value if isinstance(value, float) and math.isfinite(value) else None


def likeness(image: Image.Image) -> int | None:
    """Return the perceptual hash of a picture as a signed number of 64 bits; None of one that is too plain.

    The pHash of C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), section
    3.2: the 8 by 8 lowest frequencies, without the first row and column, of the cosine transform of the
    picture at 32 by 32 greys, each against their median.
    """
    grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS).tobytes()
    mean = sum(grey) / len(grey)
    if math.sqrt(sum((level - mean) ** 2 for level in grey) / len(grey)) < PLAIN:
        return None
    wave = [
        [math.cos(math.pi * u * (2 * x + 1) / (2 * SIDE)) for x in range(SIDE)] for u in range(1, LOW + 1)
    ]
    rows = [grey[y * SIDE : (y + 1) * SIDE] for y in range(SIDE)]
    across = [[sum(a * b for a, b in zip(row, each, strict=True)) for row in rows] for each in wave]
    found = [sum(a * b for a, b in zip(column, each, strict=True)) for each in wave for column in across]
    middle = sorted(found)[len(found) // 2]
    bits = sum(1 << at for at, level in enumerate(found) if level >= middle)
    return bits - 2**64 if bits >= 2**63 else bits


def read(path: str, folder: str, most_pixels: int, sizes: list[int]) -> dict[str, Any]:
    """Write the copies and return what the picture tells; raises `NotReadError`, or what Pillow raises."""
    image = opened(path, most_pixels)
    kind, (width, height), exif = image.format, image.size, told(image)
    shown = small(image, max(sizes))
    copies = []
    for size in sorted(sizes, reverse=True):
        shown.thumbnail((size, size), Image.Resampling.LANCZOS)
        shown.save(Path(folder) / str(size), "JPEG", quality=QUALITY, optimize=True, progressive=True)
        copies.append({"size": size, "width": shown.width, "height": shown.height})
    # By the shape of what is shown: a picture that was turned upright is as wide as it was high.
    if (shown.width > shown.height) != (width > height) and width != height:
        width, height = height, width
    about = {"kind": kind, "width": width, "height": height, "copies": copies, "exif": exif}
    return about | {"likeness": likeness(shown)}


def main(path: str, folder: str, memory: int, seconds: int, pixels: int, *sizes: int) -> int:
    """Read one picture within limits of memory (bytes) and processor time; returns the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # what is allowed is looked at by ourselves, before anything is decoded
    try:
        print(json.dumps(read(path, folder, pixels, list(sizes))))
    except NotReadError as refused:
        print(json.dumps({"refused": str(refused)}))
    except UnidentifiedImageError:
        print(json.dumps({"refused": "kind"}))
    except MemoryError:
        print(json.dumps({"refused": "pixels"}))
    except Exception:  # whatever a decoder of strangers' bytes can raise
        print(json.dumps({"refused": "damaged"}))
    else:
        return 0
    return REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])))
