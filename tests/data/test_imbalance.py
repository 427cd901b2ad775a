"""Rare classes: which score data of the user's own get, and what is said of it."""

import pytest

from experiments.data import load
from experiments.data.imbalance import rarest
from experiments.data.loading import scored
from experiments.names import DATASETS, TASKS
from experiments.spec import part

BUILT_IN = [name for name in DATASETS if TASKS[name] == "classification" and not DATASETS[name].startswith("keras")]


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(*counts):
        labels = [name for name, count in zip("abcdef", counts, strict=False) for _ in range(count)]
        lines = [f"{n * 7 % 31},{n % 5},{label}" for n, label in enumerate(labels)]
        (tmp_path / "mine.csv").write_text("\n".join(["x,z,label", *lines]))
        return part("mine.csv", target="label")

    return write


@pytest.mark.parametrize("name", BUILT_IN)
def test_data_of_the_suite_keep_accuracy(name):
    assert (name == "rare") == (rarest(load(part(name))) is not None) and scored(part(name)) == part(name)


@pytest.mark.parametrize(
    ("counts", "balanced"),
    [((80, 20), False), ((81, 19), True), ((44, 42, 14), False), ((44, 43, 13), True), ((50, 50), False)],
)
def test_a_class_below_a_fifth_of_two_makes_balanced_accuracy_the_default(written, counts, balanced):
    data = scored(written(*counts))
    assert data.get("score") == ("balanced_accuracy" if balanced else None)
    notes = [note for note in load(data).notes if note.startswith("scored by balanced accuracy")]
    assert len(notes) == balanced
    if balanced:
        assert f"only {counts[-1]} %" in notes[0] and "--score accuracy" in notes[0]


def test_who_names_a_score_gets_it(written):
    data = written(95, 5)
    assert load(scored(data, "accuracy")).score == "accuracy"
    assert load(scored(data.but(score="f1"))).notes[-1] == "scored by F1, where b counts as positive"
    assert load(scored(data, "log_loss")).notes[-1] == "scored by log loss, less is better"


def test_a_quantity_has_no_rare_class():
    assert rarest(load(part("diabetes"))) is None
