"""What a request asks for."""

import pytest

from experiments.errors import UserError
from experiments.request import Request
from experiments.selection import select


def asked(study: str, *datasets: str):
    """The data of the studies that are run for these data sets, by the study's name."""
    studies, _, _ = select(Request(studies=(study,), dataset=datasets, scale="quick"))
    return {item.name: item.base.data for item in studies if item.base}


def test_a_studys_own_data_stand_in_for_data_of_another_task_only():
    (other,) = asked("regression_losses", "wine").values()
    (same,) = asked("regression_losses", "series").values()
    assert (other.name, same.name) == ("diabetes", "series")
    assert other.options == same.options


def test_unless_data_are_named_a_study_is_asked_on_its_own():
    assert {name: spec.name for name, spec in asked("depth_and_width").items()} == {"depth_and_width": "teacher"}
    assert {spec.name for spec in asked("depth_and_width", "wine").values()} == {"wine"}
    assert {spec.name for spec in asked("scaling").values()} == {"digits"}


def test_of_several_data_sets_the_own_ones_stand_in_once():
    data = asked("regression_losses", "wine", "digits", "series")
    assert {name: spec.name for name, spec in data.items()} == {
        "regression_losses": "diabetes",
        "regression_losses.series": "series",
    }


def test_without_a_stand_in_data_of_another_task_are_refused():
    with pytest.raises(
        UserError, match=r"label_noise: left out: it is about classification.* Received: series for label_noise"
    ):
        asked("label_noise", "series")


STUDY = """
from experiments.spec import Trial, part
from experiments.study import Study, method

BASE = Trial(data=part("wine"), model=part("mlp", hidden=(4,)), optimizer=part("sgd"))
STUDY = Study("mine", "Mine", "Which?", "No note.", "No doubt.", BASE, (
    method("plain"), method("other rows", data=part("digits", train_rows=90)),
    method("alike", data=part("base", class_weights="balanced"){score}),
), rates=(0.1,))
"""


def scores(path, text, **options):
    """The score of each method's data."""
    path.write_text(text)
    (study,), _, _ = select(Request(studies=(str(path),), dataset=("wine",), **options))
    return {one.method: one.trial.data.get("score") for one in study.trials()}


def test_a_score_reaches_the_data_of_every_method(tmp_path):
    text = STUDY.replace("{score}", "")
    assert set(scores(tmp_path / "mine.py", text).values()) == {None}
    assert set(scores(tmp_path / "mine.py", text, score="f1_macro").values()) == {"f1_macro"}
    assert set(scores(tmp_path / "mine.py", text, score="neg_log_loss").values()) == {"log_loss"}


def test_methods_of_one_study_have_one_score(tmp_path):
    text = STUDY.replace('"balanced"){score}', '"balanced", score="f1_macro")')
    with pytest.raises(UserError, match=r"All methods of a study have one score.* Received: f1_macro of alike"):
        scores(tmp_path / "mine.py", text)


def test_a_score_that_reaches_no_study_is_refused():
    with pytest.raises(UserError, match="--score has no effect here: memory ask"):
        select(Request(studies=("memory",), score="f1_macro"))
