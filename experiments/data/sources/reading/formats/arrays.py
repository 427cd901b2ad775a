"""NumPy's .npz: several arrays by name; never one that would have to be unpickled."""

import io

import numpy as np

from experiments.data.table import DataError


def arrays(path: str, content: bytes) -> dict[str, np.ndarray]:
    """The arrays of a file, by name.

    Raises:
        DataError: the file is damaged, empty, or holds Python objects.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            names = stored.files
            return {name: member(path, stored, name) for name in names}
    except DataError:
        raise
    except Exception as error:  # a damaged archive fails in as many ways as there are parts in it
        raise DataError(f"{path} cannot be read as NumPy: {error}".rstrip(".") + ".") from error


def member(path: str, stored: np.lib.npyio.NpzFile, name: str) -> np.ndarray:
    """One array."""
    try:
        return stored[name]
    except ValueError as error:
        if "pickle" not in str(error):
            raise
        raise DataError(
            f"{path}: the array {name!r} holds Python objects, which are not read, since that could run code. Save "
            "numbers or text: numpy.asarray(values, float) or (values, str)."
        ) from error
