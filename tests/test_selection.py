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
