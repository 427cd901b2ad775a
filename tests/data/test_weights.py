"""A column of weights: read, said, kept from the features, and kept apart by classes and test rows."""

import numpy as np
import pytest

from experiments.data import DataError, load, prepare, table_of
from experiments.data.metrics import facts
from experiments.spec import part

ROWS = [f"{n % 9},{n % 4},{n % 7},{'ab'[n % 3 == 0]}" for n in range(60)]


@pytest.fixture
def mine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("\n".join(["x,visits,z,label", *ROWS]))
    (tmp_path / "new.csv").write_text("\n".join(["label,visits,z,x", *(f"a,{n},{n % 7},1" for n in range(1, 9))]))
    return part("mine.csv", target="label", weights="visits")


def test_weights_are_read_and_not_learned_from(mine):
    table = load(mine)
    assert table.weights.tolist() == [n % 4 for n in range(60)] and table.x.shape == (60, 2)
    assert table.notes[2] == "weighted by visits, from 0 to 3, which is not learned from; 15 rows weigh nothing"
    known = prepare(mine, 0)
    assert known.weights.dtype == np.float32 and known.weights[known.rows.train].mean() == pytest.approx(1)


def test_weights_follow_the_rows(mine):
    held = load(mine.but(test=part("new.csv")))
    assert held.weights.tolist() == [n % 4 for n in range(60)] + list(range(1, 9)) and held.test == 60
    frame = {"size": list(range(12)), "w": [1.0, 2.0] * 6, "y": ["a", "b", "b"] * 4}
    assert table_of(frame, "y", weights="w").weights.tolist() == [1.0, 2.0] * 6


def test_a_constant_guess_is_weighed_too(mine):
    weights, labels = np.arange(60) % 4, np.array([n % 3 == 0 for n in range(60)])
    known_facts = facts(load(mine))
    assert known_facts["chance"] == pytest.approx(max(weights[labels].sum(), weights[~labels].sum()) / weights.sum())
    assert load(mine).checksum != load(part("mine.csv", target="label", drop=("visits",))).checksum


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"weights": "visit"}, "Did you mean visits"),
        ({"weights": "label"}, "label cannot hold weights"),
        ({"weights": "visits", "features": ("x", "visits")}, "holds weights, so it cannot be learned from"),
        ({"weights": "visits", "group": "visits"}, "cannot hold weights and be something else"),
    ],
)
def test_a_column_that_cannot_be_weights_is_refused(mine, options, words):
    with pytest.raises(DataError, match=words):
        load(part("mine.csv", target="label", **options))


def test_class_weights_need_classes():
    with pytest.raises(DataError, match="class_weights goes with classes"):
        load(part("diabetes", class_weights="balanced"))
