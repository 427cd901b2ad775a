"""Images as arrays of one size, decoded by Keras's own loader."""

import warnings
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from experiments.data.table import DataError
from experiments.quiet import import_keras

SMALL, USUAL = 64, 32  # pixels a side: what keeps its size, and what others are made to be
LARGEST = 4096  # pixels a side
GREY = {"1", "L", "LA", "I", "I;16", "I;16B", "F"}  # Pillow's modes without colours
DEEP = 257.0  # from 16 bits to 8
COPIES = 3  # of the pixels in memory at once, while they are prepared and trained on
SHOWN = 5  # files in a message


def pixels(path: str, folder: Path, files: list[Path], image_size: Any) -> tuple[np.ndarray, list[str]]:
    """The images as float32 from 0 to 255, (images, height, width) or (images, height, width, 3); what was decided.

    Args:
        path: what messages call the folder.
        folder: where the files lie.
        files: in the order in which they are wanted.
        image_size: as somebody asked for it, or None.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow, on palettes and sizes of single files
        heads = map_files(path, folder, files, head)
        sizes = Counter(size for size, _ in heads)
        colour = any(mode not in GREY for _, mode in heads)
        size = requested_size(image_size) or default_size(sizes)
        check_memory(path, len(files), size, 3 if colour else 1)
        import_keras()
        load = import_module("keras.utils").load_img
        kind = "rgb" if colour else "grayscale"
        x = np.empty((len(files), *size, 3) if colour else (len(files), *size), np.float32)

        rows = {file: row for row, file in enumerate(files)}

        def decode(file: Path) -> None:
            image = load(file, color_mode=kind, target_size=size, interpolation="bilinear")
            x[rows[file]] = np.asarray(image, np.float32) / (DEEP if image.mode.startswith("I") else 1.0)

        map_files(path, folder, files, decode)
    if colour and (x[..., :1] == x).all():
        x, colour = np.ascontiguousarray(x[..., 0]), False
    return x, size_notes(sizes, size, colour)


def head(file: Path) -> tuple[tuple[int, int], str]:
    """Height and width of an image, and Pillow's name of what a pixel is."""
    with import_module("PIL.Image").open(file) as image:
        return (image.height, image.width), image.mode


def map_files(path: str, folder: Path, files: list[Path], read: Callable[[Path], Any]) -> list[Any]:
    """What `read` makes of each file, several at a time, in their order.

    Raises:
        DataError: names those that cannot be read.
    """

    def tried(file: Path) -> Any:
        try:
            return read(file)
        except Exception as error:  # a damaged image fails in as many ways as there are formats
            return error

    with ThreadPoolExecutor() as pool:
        made = list(pool.map(tried, files))
    wrong = [(file, error) for file, error in zip(files, made, strict=True) if isinstance(error, Exception)]
    if wrong:
        shown = ", ".join(f"{file.relative_to(folder).as_posix()} ({reason(error)})" for file, error in wrong[:SHOWN])
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise DataError(
            f"{path}: {len(wrong)} of {len(files)} images cannot be read: {shown}{more}. Mend them, or take them away."
        )
    return made


def reason(error: Exception) -> str:
    """Why an image cannot be read; Pillow's own words name an address in memory."""
    return "no image" if type(error).__name__ == "UnidentifiedImageError" else str(error)[:80]


def requested_size(image_size: Any) -> tuple[int, int] | None:
    """Height and width as asked for."""
    if image_size is None:
        return None
    sides = image_size if isinstance(image_size, tuple | list) else str(image_size).lower().split("x")
    sides = [int(side) if str(side).isascii() and str(side).isdigit() else 0 for side in sides]
    if len(sides) not in (1, 2) or not all(1 <= side <= LARGEST for side in sides):
        raise DataError(
            f"--image-size is pixels a side, such as 64, or height and width, such as 48x64, each from 1 to "
            f"{LARGEST}. Received: {image_size!r}."
        )
    return sides[0], sides[-1]


def default_size(sizes: Counter[tuple[int, int]]) -> tuple[int, int]:
    """The size of all images, if they share a small one; else the usual one."""
    first = next(iter(sizes))
    return first if len(sizes) == 1 and max(first) <= SMALL else (USUAL, USUAL)


def check_memory(path: str, count: int, size: tuple[int, int], channels: int) -> None:
    """Raises `DataError` where memory does not hold the pixels and what is made of them."""
    needed = COPIES * 4 * count * size[0] * size[1] * channels
    if needed > (free := psutil.virtual_memory().available):
        side = int((free / (COPIES * 4 * count * channels)) ** 0.5)
        raise DataError(
            f"{path}: {count} images of {size[0]} x {size[1]} need about {needed / 1e9:.1f} GB of memory, and "
            f"{free / 1e9:.1f} GB are free. Choose smaller ones with --image-size (at most {side})."
        )


def size_notes(sizes: Counter[tuple[int, int]], size: tuple[int, int], colour: bool) -> list[str]:
    """Sizes and colours in words."""
    kind, made = "in colour" if colour else "in greyscale", f"{size[0]} x {size[1]}"
    if len(sizes) == 1:
        same = f"all are {next(iter(sizes))[0]} x {next(iter(sizes))[1]} pixels"
        resized = "" if size in sizes else f", resized to {made} (--image-size for another size)"
        return [f"{same} (height x width){resized}, {kind}"]
    heights, widths = zip(*sizes, strict=True)
    span = f"from {min(heights)} to {max(heights)} pixels high and from {min(widths)} to {max(widths)} wide"
    return [f"{len(sizes)} sizes, {span}: all resized to {made} (--image-size for another size), {kind}"]
