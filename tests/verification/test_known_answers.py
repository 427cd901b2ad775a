"""Known answers and published tables come out, and a wrong one would be noticed."""

import numpy as np
import pytest

from experiments.verification import demsar, known_answers, selu
from tests.marks import whole


@pytest.mark.parametrize("module", [known_answers, demsar, selu], ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_number_agrees(module):
    rows = module.rows()
    assert len({row.name for row in rows}) == len(rows) >= 10
    assert [row.name for row in rows if not row.agrees] == []


def test_a_tie_that_the_paper_does_not_have_changes_its_ranks(monkeypatch):
    monkeypatch.setattr(demsar, "UNPRINTED", 0.0)
    assert [row.name for row in demsar.rows() if not row.agrees] != []


def test_other_constants_do_not_keep_the_moments():
    printed = np.array(selu.PUBLISHED, float)
    assert np.abs(np.array(selu.moments(1.0, 1.0507)) - printed).max() > 0.1


@whole
def test_round_off_stays_within_what_is_allowed_for_it():
    """The last bit of α, up and down."""
    alpha, scale = 1.6732632423543772, 1.0507009873554805
    base, *others = (np.array(selu.moments(a, scale)) for a in (alpha, np.nextafter(alpha, 2), np.nextafter(alpha, 1)))
    late = range(0, selu.LAYERS, selu.STEP).index(selu.LATE)
    for other in others:
        change = np.abs(other - base)
        assert change.max() < selu.ROUND_OFF and change[:late].max() < 2e-4


def test_a_wrong_optimizer_would_be_noticed(monkeypatch):
    from custom_layers.optimizers import SGD, Momentum

    def twice(gradient, parameter, slots, step, hyper):
        return parameter - 2 * hyper["learning_rate"] * gradient, slots

    monkeypatch.setattr(SGD, "rule", staticmethod(twice))
    monkeypatch.setattr(Momentum, "rule", staticmethod(twice))
    assert not known_answers.stability().agrees and not known_answers.terminal_speed().agrees
