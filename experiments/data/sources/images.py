"""A folder of images, a folder in it for each class: `photos/cat/1.jpg`."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from experiments.data.sources.reading import pixels
from experiments.data.sources.repeats import repeated
from experiments.data.table import DataError, Table
from experiments.datafiles import IMAGES, listing
from experiments.spec import Part

OPTIONS = ("image_size", "test")
TRAIN, VALIDATION, TEST = "training", "validation", "test"
PARTS = {"train": TRAIN, "training": TRAIN, "val": VALIDATION, "valid": VALIDATION, "validation": VALIDATION,
         "test": TEST, "testing": TEST}  # fmt: skip
ORDER = (TRAIN, VALIDATION, TEST)
SHOWN = 6  # classes or files in a sentence
FEW = 3  # images of a class


def table(path: str, image_size: int | str | tuple[int, int] | None = None, test: str | Part | None = None) -> Table:
    """The images of a folder's folders, in the order of their paths; each of these folders is a class.

    Folders called `train`, `test` and `validation` with a folder a class in each keep their images apart. Images become
    arrays (height, width), or (height, width, 3) where any is in colour, of one size, with values from 0 to 255.

    Args:
        path: the folder.
        image_size: pixels a side, or height and width as `48x64`; None keeps a size that all images share, if it is
            small, and makes 32 x 32 of others.
        test: a folder of test images by class, where the other one does not keep some apart.

    Raises:
        DataError: there are fewer than two classes, an image cannot be read, memory is short, or test images are there
            twice.
    """
    folder = Path(path)
    files, others = listing(folder)
    parts = [PARTS.get(file.relative_to(folder).parts[0].lower()) for file in files]
    divided = TRAIN in parts and len(set(parts)) > 1 and None not in parts and all(
        len(file.relative_to(folder).parts) > 2 for file in files
    )  # fmt: skip
    labels = [file.relative_to(folder).parts[int(divided)] for file in files]
    notes = []
    if test is not None:
        name = test if isinstance(test, str) else test.name
        held = test_images(path, name, divided)
        notes = [f"{len(held)} test images from {Path(name).name}, and no others"]
        files, labels = [*files, *held], [*labels, *(file.relative_to(Path(name)).parts[0] for file in held)]
        parts, divided = [TRAIN] * (len(files) - len(held)) + [TEST] * len(held), True
    classes = tuple(sorted(set(labels)))
    check(path, classes, others)
    order = sorted(range(len(files)), key=lambda row: ORDER.index(parts[row])) if divided else range(len(files))
    sizes = Counter(str(part) for part in parts) if divided else Counter()
    x, decided = pixels.pixels(path, folder, [files[row] for row in order], image_size)
    y = np.array([classes.index(labels[row]) for row in order], np.int32)
    first_test = sizes.get(TRAIN, 0) + (sizes.get(VALIDATION, 0) if TEST in sizes else 0)
    learned = set(y[: sizes[TRAIN]].tolist()) if divided else set(range(len(classes)))
    if lost := [name for number, name in enumerate(classes) if number not in learned]:
        raise DataError(f"{path} has no training image of {', '.join(lost)}, and others of it. Give each class some.")
    made = Table(
        name=folder.resolve().name,
        title=folder.resolve().name,
        task="classification",
        x=x,
        y=y,
        classes=classes,
        test=first_test if divided else None,
        source=f"images in {folder.resolve().name}",
        target="the folder",
        validation=np.arange(sizes[TRAIN], first_test) if TEST in sizes and VALIDATION in sizes else None,
        notes=(*class_notes(labels, classes), *decided, *(notes or part_notes(sizes)), *file_notes(folder, others)),
    )
    if faults := made.faults():
        raise DataError(f"{path} cannot be used: {'; '.join(faults)}.")
    return replace(made, notes=(*made.notes, *repeated(made)))


def test_images(path: str, test: str, divided: bool) -> list[Path]:
    """The files of a folder of test images by class.

    Raises:
        DataError: the folder of the others keeps test images apart already, or this one holds no images by class.
    """
    if divided:
        raise DataError(f"{path} keeps test images apart in folders of its own. Received: --test {test}.")
    files = listing(Path(test))[0] if Path(test).is_dir() else []
    if not files:
        raise DataError(
            f"The test rows of a folder of images are another one, with images by class such as "
            f"{Path(test, 'cat', '1.jpg')}. Received: --test {test}."
        )
    return files


def check(path: str, classes: tuple[str, ...], others: list[Path]) -> None:
    """Raises `DataError` unless there are images of two classes."""
    if not classes:
        loose = sum(file.suffix.lower() in IMAGES for file in others)
        lying = f" {loose} images lie outside of such folders." if loose else ""
        raise DataError(
            f"{path} is a folder without images by class, such as {Path(path, 'cat', '1.jpg')} ({', '.join(IMAGES)})."
            f"{lying} Name a file in it, or sort images into a folder a class."
        )
    if len(classes) == 1:
        raise DataError(
            f"{path} has images of one class, {', '.join(classes)}. At least two folders of images are needed, one for "
            "each class."
        )


def class_notes(labels: list[str], classes: tuple[str, ...]) -> list[str]:
    """The note on classes of few images."""
    counts = Counter(labels)
    rare = ", ".join([name for name in classes if counts[name] < FEW][:SHOWN])
    return [f"{rare}: fewer than {FEW} images, too few to learn and to judge by"] if rare else []


def part_notes(sizes: Counter[str]) -> list[str]:
    """The note on folders for training and for testing."""
    if not sizes:
        return []
    counts = ", ".join(f"{sizes[part]} for {part}" for part in ORDER if part in sizes)
    fallback = "" if TEST in sizes else "; those for validation are the test set, since there is no other"
    return [f"images as the folder divides them: {counts}{fallback}"]


def file_notes(folder: Path, others: list[Path]) -> list[str]:
    """The note on files that are no images of a class."""
    shown = ", ".join(file.relative_to(folder).as_posix() for file in others[:3])
    return [f"{len(others)} other files not used, such as {shown}"] if others else []
