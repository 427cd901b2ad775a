"""Tables as users write them: what converts without doubt is the same table."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from experiments.data import DataError, Table, load
from experiments.data.sources.adoption import adopted
from experiments.data.sources.downloads import missing
from experiments.spec import part

RNG = np.random.default_rng(0)
X = RNG.integers(-8, 8, (30, 3)).astype(np.float32)
Y = (np.arange(30) % 2).astype(np.int32)
Q = RNG.integers(0, 99, (30, 1)).astype(np.float32)


def made(**changes):
    """A table, converted."""
    fields = {"x": X, "y": Y, "classes": ("no", "yes"), "task": "classification", "test": None, **changes}
    return adopted(Table(name="own", title="own", source="here", **fields))


INPUTS = {
    "float64": X.astype(float), "int64": X.astype(int), "float16": X.astype(np.float16), "lists": X.tolist(),
    "objects": X.astype(object), "a DataFrame": pd.DataFrame(X),
    "a DataFrame of kinds": pd.DataFrame(X).astype({0: int, 1: float}),
    "nullable integers": pd.DataFrame(X).astype("Int64"), "Fortran order": np.asfortranarray(X), "a view": np.repeat(X,
    2, 0)[::2],
    "a mask of nothing": np.ma.MaskedArray(X), "big-endian": X.astype(">f4"),
}  # fmt: skip
LABELS = {
    "int64": Y.astype(int), "a column": Y[:, None], "truth values": Y.astype(bool), "whole floats": Y.astype(float),
    "a list": Y.tolist(),
    "words": np.array(["no", "yes"])[Y], "words as objects": np.array(["no", "yes"], object)[Y],
    "uint8": Y.astype(np.uint8),
    "a Series": pd.Series(Y), "a Series of words": pd.Series(np.array(["no", "yes"])[Y]),
    "a DataFrame": pd.DataFrame({"y": Y}),
    "a Categorical": pd.Categorical.from_codes(Y, ["no", "yes"]),
}  # fmt: skip
QUANTITIES = {
    "flat": Q[:, 0], "float64": Q.astype(float), "integers": Q.astype(int), "a list": Q[:, 0].tolist(),
    "a Series": pd.Series(Q[:, 0]),
    "a DataFrame": pd.DataFrame(Q),
}  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
def test_every_kind_of_inputs_is_the_same(name):
    table = made(x=INPUTS[name])
    assert table.x.dtype == np.float32 and table.faults() == [] and table.origin is None
    np.testing.assert_array_equal(table.x, X)


@pytest.mark.parametrize("name", LABELS)
def test_every_kind_of_labels_is_the_same(name):
    table = made(y=LABELS[name])
    assert table.y.dtype == np.int32 and table.faults() == [] and table.classes == ("no", "yes")
    np.testing.assert_array_equal(table.y, Y)


@pytest.mark.parametrize("name", QUANTITIES)
def test_every_kind_of_quantities_is_the_same(name):
    table = made(y=QUANTITIES[name], classes=None, task="regression")
    assert table.y.dtype == np.float32 and table.faults() == []
    np.testing.assert_array_equal(table.y + np.float32(table.level), Q)


@pytest.mark.parametrize(
    ("y", "classes"),
    [(Y, ("0", "1")), (2 * Y - 1, ("-1", "1")), (Y + 5, ("5", "6")), (Y.astype(bool), ("False", "True")),
     (np.array(["b", "a"])[Y], ("a", "b"))],
)  # fmt: skip
def test_without_names_the_values_are_the_classes(y, classes):
    table = made(y=y, classes=None)
    assert table.classes == classes and sorted(set(table.y.tolist())) == [0, 1]
    assert [table.classes[label] for label in table.y] == [str(label) for label in np.asarray(y).tolist()]


def test_gaps_masks_images_and_flat_inputs_convert():
    gaps = X.astype(object)
    gaps[0, 0] = None
    masked = np.ma.MaskedArray(X, mask=np.zeros_like(X, bool))
    masked[0, 0] = np.ma.masked
    for x in (gaps, masked, pd.DataFrame(X).astype("Int64").mask(np.arange(30)[:, None] + [0, 1, 1] == 0)):
        assert np.argwhere(np.isnan(made(x=x).x)).tolist() == [[0, 0]]
    assert made(x=np.zeros((30, 4, 4, 3), np.uint8)).x.shape == (30, 4, 4, 3)
    assert made(x=np.arange(30)).x.shape == (30, 1)


@pytest.mark.parametrize(
    "validation", [[3, 4], (4, 3), np.array([3, 4, 4]), range(3, 5), np.isin(np.arange(30), (3, 4))]
)
def test_validation_rows_in_any_form(validation):
    rows = made(test=20, validation=validation).validation
    assert rows is not None and rows.tolist() == [3, 4]


def test_a_sound_table_is_not_copied():
    assert made().x is X


def test_an_unknown_failure_of_a_download_says_what_failed(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert "Connect to the internet" in missing("mnist", OSError("no route"))
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").write_bytes(b"cut off")
    message = missing("mnist", ValueError("bad magic number"))
    assert "bad magic number" in message and "delete it" in message and "internet" not in message


def test_sparse_inputs_are_refused_with_what_to_do():
    with pytest.raises(DataError, match="toarray"):
        made(x=sparse.csr_matrix(X))


def test_what_is_no_function_is_refused():
    with pytest.raises(DataError, match=r"must be a function.*Received: tuple"):
        load(part("tests.data.cases:EVERY"))
