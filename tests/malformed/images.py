"""Folders of images that cannot be learned from."""

import io

import numpy as np
from PIL import Image

from tests.malformed.case import Case


def image(number):
    """A small image."""
    sink = io.BytesIO()
    Image.fromarray(np.full((8, 8), number, np.uint8)).save(sink, "png")
    return sink.getvalue()


def folder(*classes, count=10, root="photos"):
    """Images of some classes, by their paths."""
    return {f"{root}/{name}/{number}.png": image(number) for name in classes for number in range(count)}


def case(name, files, *says, options="", dataset="photos/"):
    """A folder in the working folder, and what must be said of it."""
    return Case(name, f"optimizers --dataset {dataset} {options}", says, files)


PHOTOS = folder("cat", "dog")

CASES = [
    case("images of one class", folder("cat"), "photos/", "one class, cat", "At least two"),
    case("images without a class", {f"photos/{n}.png": image(n) for n in range(20)}, "without images by class",
         "20 images lie outside", "photos/cat/1.jpg"),
    case("a folder of other files", {"photos/cat/1.txt": "no image"}, "without images by class", "Name a file in it"),
    case("a folder that is not there", {}, "There is no data file photos/"),
    case("too few images", folder("cat", "dog", count=3), "at least 10 rows", "6"),
    case("an image that is text", PHOTOS | {"photos/cat/3.png": "no image"}, "1 of 20", "cat/3.png", "(no image)"),
    case("an image that is cut off", PHOTOS | {"photos/dog/4.png": image(4)[:50]}, "1 of 20", "dog/4.png"),
    case("an image without a byte", PHOTOS | {"photos/dog/4.png": b""}, "1 of 20", "dog/4.png"),
    case("many images that are none", dict.fromkeys(PHOTOS, "x"), "20 of 20", "cat/0.png", "and 15 more"),
    case("a size that is no number", PHOTOS, "--image-size", "'large'", "48x64", options="--image-size large"),
    case("a size of 0", PHOTOS, "'0'", "from 1 to", options="--image-size 0"),
    case("a size beyond all", PHOTOS, "'9999999'", "from 1 to", options="--image-size 9999999"),
    case("a size of three numbers", PHOTOS, "'8x8x3'", options="--image-size 8x8x3"),
    case("a test class that nobody learns",
         {**folder("cat", "dog", root="photos/train"), **folder("cat", "cow", root="photos/test")},
         "no training image of cow"),
    case("a target of images", PHOTOS, "target='label'", "image_size", options="--target label"),
    case("an image size of digits", {}, "--image-size", "digits", options="--image-size 8", dataset="digits"),
    case("an image size of a file", {"mine.csv": "a,b\n1,2\n"}, "image_size", options="--image-size 8",
         dataset="mine.csv"),
    case("a folder by its bare name", PHOTOS, "'photos'", "./photos", dataset="photos"),
]  # fmt: skip
