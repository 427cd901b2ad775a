"""The catalogue: every study is sound at every scale, and every row of the ledger is somebody's."""

import pytest

from experiments import catalog, names
from experiments.checking.studies import check
from experiments.ledger import LEDGER, TOPICS
from experiments.spec import Simulation
from experiments.study import SCALES

STUDIES = catalog.names()


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_is_sound_at_every_scale(name):
    study = catalog.load(name)
    check(study, name)
    assert study.name == name
    assert all(claim.margin > 0 and claim.reason for claim in study.claims)
    for scale in SCALES:
        found = study.at(scale)
        check(found, name)
        assert found.methods and len({(p.method, p.setting, p.replicate) for p in found.trials()}) == len(
            found.trials()
        )


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_names_only_simulations_that_are_there(name):
    parts = {one.trial.function.name for one in catalog.load(name).trials() if isinstance(one.trial, Simulation)}
    assert parts <= set(names.SIMULATIONS)


@pytest.mark.parametrize("name", STUDIES)
def test_a_claim_belongs_to_the_ledger(name):
    assert {claim.id for claim in catalog.load(name).claims} <= set(LEDGER)


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize("scale", SCALES)
def test_charts_show_methods_of_the_study(name, scale):
    study = catalog.load(name)
    assert {label for chart in study.charts for label in chart.methods} <= {one.label for one in study.methods}
    found = study.at(scale)
    assert {label for chart in found.charts for label in chart.methods} <= {one.label for one in found.methods}
    assert {chart.title for chart in study.charts if not chart.methods} <= {chart.title for chart in found.charts}


def test_every_row_has_a_topic():
    assert len(LEDGER) == 78 and {name[0] for name in LEDGER} == set(TOPICS)


def test_every_row_of_the_ledger_is_some_studys_claim():
    claimed = {claim.id for name in STUDIES for claim in catalog.load(name).claims}
    assert claimed == set(LEDGER)
