"""Handwritten digits, shifted and turned: images in which it matters little where something is."""

import numpy as np
from scipy.ndimage import map_coordinates
from sklearn.datasets import load_digits

from experiments.data.table import DataError, Table, check_counts

SIZE, TALLEST = 12, 16.0  # pixels a side; the largest value of a pixel of scikit-learn's digits
SHARE, TEST_VIEWS = 5, 14  # one source image in five is for validation, one for the test; images of each of the latter


def moved_digits(shift: float = 2.0, rotation: float = 15.0, views: int = 1, seed: int = 0) -> Table:
    """scikit-learn's 8x8 digits in a frame of 12x12, each turned and shifted at random; pixels from 0 to 1.

    The 1,797 source images are divided first, in shares of 3 : 1 : 1 of every class, and moved then: no source image is
    on two sides. Training images come from 1,077 source images, the 360 for validation are moved once, and each of the
    360 for the test 14 times, which makes 5,040 test images. `groups` are the source images.

    Args:
        shift: at most so many pixels in either direction, uniformly.
        rotation: at most so many degrees either way, uniformly; values between pixels are interpolated linearly.
        views: training images of each source image.
        seed: another number divides and moves anew. Every replicate has a table of its own.

    Raises:
        DataError: a shift or a rotation below 0, or no view.
    """
    check_counts("moved_digits", views=(views, 1))
    if shift < 0 or rotation < 0:
        raise DataError(
            f"shift and rotation of moved_digits must be at least 0. Received: shift={shift!r}, rotation={rotation!r}."
        )
    images, labels = load_digits(return_X_y=True)
    rng = np.random.default_rng(seed)
    train, validation, test = divided(labels, rng)
    source = np.concatenate([np.repeat(train, views), validation, np.repeat(test, TEST_VIEWS)])
    offsets = rng.uniform(-shift, shift, (2, len(source)))
    angles = np.deg2rad(rng.uniform(-rotation, rotation, len(source)))
    first = len(train) * views
    return Table(
        name="moved_digits",
        title="moved digits",
        task="classification",
        x=moved(images.reshape(-1, 8, 8) / TALLEST, source, offsets, angles).astype(np.float32),
        y=labels[source].astype(np.int32),
        classes=tuple(str(digit) for digit in range(10)),
        test=first + len(validation),
        validation=np.arange(first, first + len(validation)),
        groups=source,
        source="scikit-learn's load_digits, moved by experiments.data.made.moved_digits:moved_digits anew for every "
        "replicate",
    )


def divided(labels: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Source images for training, validation and the test: by turns within each class, in random order."""
    order = rng.permutation(len(labels))
    order = order[np.argsort(labels[order], kind="stable")]
    turn = np.arange(len(order)) % SHARE
    return rng.permutation(order[turn > 1]), order[turn == 0], order[turn == 1]


def moved(images: np.ndarray, source: np.ndarray, offsets: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Images (n, SIZE, SIZE): image `source[i]` turned by `angles[i]` about its middle, then moved by `offsets[:, i]`.

    Outside of a source image all is 0.
    """
    middle, away = (images.shape[1] - 1) / 2, np.arange(SIZE) - (SIZE - 1) / 2
    down, right = (away - offset[:, None] for offset in offsets)
    down, right = down[:, :, None], right[:, None, :]
    cosine, sine = np.cos(angles)[:, None, None], np.sin(angles)[:, None, None]
    rows, columns = cosine * down + sine * right + middle, cosine * right - sine * down + middle
    number = np.broadcast_to(source[:, None, None], rows.shape)
    return map_coordinates(images, [number, rows, columns], order=1, mode="constant")
