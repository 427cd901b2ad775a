"""A folder of images by class: their order, size and colours, and the sentences of the plan."""

from collections import namedtuple

import numpy as np
import pytest
from PIL import Image

from experiments.content import content
from experiments.data import DataError, load, prepare
from experiments.data.sources.images import table
from experiments.spec import part

GREY, COLOUR = (8, 6), (8, 6, 3)


def picture(number, shape=GREY):
    """An image of one value, which no packing changes."""
    return Image.fromarray(np.full(shape, number, np.uint8))


def folder(root, shape=GREY, classes=("cat", "dog"), count=10, ending="png", parts=("",)):
    """A folder of images: the first of each class has value 0, the next 1, ..."""
    for subfolder in (root / each / label for each in parts for label in classes):
        subfolder.mkdir(parents=True)
        for number in range(count):
            picture(number, shape).save(subfolder / f"{number:02}.{ending}", lossless=True)
    return f"{root}/"


@pytest.mark.parametrize("ending", ["png", "bmp", "gif", "tiff", "webp", "PNG"])
def test_the_images_of_every_class_in_the_order_of_their_names(ending, tmp_path):
    made = table(folder(tmp_path / "photos", ending=ending))
    assert (made.name, made.title, made.source) == ("photos", "photos", "images in photos")
    assert made.x.shape == (20, 8, 6) and made.x.dtype == np.float32 and made.classes == ("cat", "dog")
    assert made.y.tolist() == [0] * 10 + [1] * 10
    assert made.x[:, 4, 3].tolist() == [*range(10), *range(10)]
    assert made.notes == ("all are 8 x 6 pixels (height x width), in greyscale",)


MODES = {  # how the images of one class are stored; the shape of the table, what its first row's first pixel is
    "greyscale": (lambda image: image, (20, 8, 6), 0.0),
    "black and white": (lambda image: image.convert("1"), (20, 8, 6), 0.0),
    "16 bits": (lambda image: Image.fromarray(np.asarray(image).astype(np.uint16) * 257 + 257), (20, 8, 6), 1.0),
    "grey stored in colour": (lambda image: image.convert("RGB"), (20, 8, 6), 0.0),
    "a palette": (lambda image: image.convert("P"), (20, 8, 6), 0.0),
    "transparency": (lambda image: Image.merge("RGBA", [image, Image.new("L", (6, 8), 7), image, image]),
    (20, 8, 6, 3), [0.0, 7.0, 0.0]),
    "colour": (lambda image: Image.merge("RGB", [image, image, Image.new("L", (6, 8), 9)]),
    (20, 8, 6, 3), [0.0, 0.0, 9.0]),
}  # fmt: skip


@pytest.mark.parametrize("name", MODES)
def test_colours_are_kept_where_any_image_has_them(name, tmp_path):
    convert, shape, first = MODES[name]
    path = folder(tmp_path / "photos")
    for number in range(10):
        convert(picture(number)).save(tmp_path / "photos" / "cat" / f"{number:02}.png")
    made = table(path)
    assert made.x.shape == shape and made.x[0, 0, 0].tolist() == first
    assert ("colour" in made.notes[0]) == (len(shape) == 4)


SIZES = {  # what is asked for; the size that all get
    "nothing, and large": (None, (100, 100), (32, 32)),
    "nothing, and small": (None, (20, 30), (20, 30)),
    "a number": (16, (100, 100), (16, 16)),
    "a number as text": ("16", (20, 30), (16, 16)),
    "height and width": ("12x24", (20, 30), (12, 24)),
    "a pair": ((12, 24), (20, 30), (12, 24)),
}


@pytest.mark.parametrize("name", SIZES)
def test_all_images_get_one_size(name, tmp_path):
    asked, size, expected = SIZES[name]
    made = table(folder(tmp_path / "photos", size), asked)
    assert made.x.shape[1:] == expected
    assert (f"resized to {expected[0]} x {expected[1]}" in made.notes[0]) == (expected != size)


def test_images_of_several_sizes_are_resized_and_it_is_said(tmp_path):
    path = folder(tmp_path / "photos")
    picture(3, (30, 50)).save(tmp_path / "photos" / "cat" / "other.png")
    made = table(path)
    assert made.x.shape == (21, 32, 32) and (made.x[10] == 3).all()
    assert "2 sizes, from 8 to 30 pixels high and from 6 to 50 wide: all resized to 32 x 32" in made.notes[0]


Layout = namedtuple("Layout", "parts test validation note")
LAYOUTS = {
    "training and test": Layout(("train", "test"), 20, None, "20 for training, 20 for test"),
    "all three": Layout(("Training", "valid", "testing"), 40, range(20, 40), "20 for training, 20 for validation, 20 "),
    "validation alone": Layout(("train", "val"), 20, None, "are the test set, since there is no other"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_folders_for_training_and_testing_stay_apart(name, tmp_path):
    layout = LAYOUTS[name]
    made = table(folder(tmp_path / "photos", parts=layout.parts))
    assert made.classes == ("cat", "dog") and made.test == layout.test and layout.note in "; ".join(made.notes)
    assert (None if made.validation is None else made.validation.tolist()) == (
        layout.validation and [*layout.validation]
    )
    assert made.y.tolist() == ([0] * 10 + [1] * 10) * len(layout.parts)


def test_classes_may_be_called_train_and_tram(tmp_path):
    assert table(folder(tmp_path / "photos", classes=("train", "tram"))).classes == ("train", "tram")


def test_what_is_no_image_of_a_class_is_left_out_and_said(tmp_path):
    path = folder(tmp_path / "photos")
    (tmp_path / "photos" / "notes.txt").write_text("made by the lab")
    (tmp_path / "photos" / "cat" / "Thumbs.db").write_bytes(b"0")
    (tmp_path / "photos" / ".hidden").mkdir()
    picture(9).save(tmp_path / "photos" / ".hidden" / "1.png")
    made = table(path)
    assert len(made.x) == 20 and made.notes[-1] == "2 other files not used, such as cat/Thumbs.db, notes.txt"


def test_a_class_of_two_images_is_said(tmp_path):
    path = folder(tmp_path / "photos")
    folder(tmp_path / "photos", classes=("cow",), count=2)
    assert "cow: fewer than 3 images, too few to learn and to judge by" in table(path).notes


def test_images_count_by_what_they_are_and_by_their_class(tmp_path):
    first, second = (folder(tmp_path / name) for name in ("a", "b"))
    assert content(first) == content(second) == part(first, image_size=16).content is not None
    assert content(folder(tmp_path / "c", classes=("cat", "cow"))) != content(first)
    (tmp_path / "b" / "notes.txt").write_text("no image")
    assert content(second) == content(first)
    picture(200).save(tmp_path / "b" / "dog" / "00.png")
    assert content(second) != content(first)
    assert content(f"{tmp_path}/") is not None and content(f"{tmp_path}/b/dog/") is None


def test_too_little_memory_is_said_before_anything_is_decoded(tmp_path, monkeypatch):
    path = folder(tmp_path / "photos", (100, 100))
    monkeypatch.setattr("psutil.virtual_memory", lambda: namedtuple("Memory", "available")(100_000))
    with pytest.raises(DataError, match=r"20 images of 32 x 32 need about 0\.0 GB .*at most 20"):
        table(path)
    assert table(path, 20).x.shape == (20, 20, 20)


def test_images_are_loaded_split_and_scaled_by_name(tmp_path):
    data = part(folder(tmp_path / "photos"), image_size=8)
    assert load(data).x.shape == (20, 8, 8)
    made = prepare(data, 0)
    assert np.bincount(made.y[made.rows.test]).tolist() == [2, 2]
    assert np.isfinite(made.inputs(made.rows.train)).all()


def test_test_images_may_lie_in_another_folder(tmp_path):
    main, other = folder(tmp_path / "photos"), folder(tmp_path / "new", count=3, classes=("dog", "cat"))
    made = table(main, test=other)
    assert made.test == 20 and made.y[20:].tolist() == [0] * 3 + [1] * 3 and made.x.shape == (26, 8, 6)
    assert "6 test images from new, and no others" in made.notes
    known = part(main, test=part(other))
    assert prepare(known, 0).rows.test.tolist() == list(range(20, 26))
    picture(9).save(tmp_path / "new" / "cat" / "00.png")
    assert part(main, test=part(other)) != known


def test_test_images_that_cannot_be_used_are_refused(tmp_path):
    main = folder(tmp_path / "photos")
    with pytest.raises(DataError, match="no training image of bird"):
        table(main, test=folder(tmp_path / "birds", classes=("bird", "cat")))
    with pytest.raises(DataError, match="keeps test images apart"):
        table(folder(tmp_path / "parted", parts=("train", "test")), test=main)
    with pytest.raises(DataError, match=r"Received: --test mine\.csv"):
        table(main, test="mine.csv")
