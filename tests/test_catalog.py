"""The catalogue: every study is sound at every scale, and every row of the ledger is somebody's."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from experiments import catalog, names
from experiments.catalog import reasons
from experiments.checking.studies import check
from experiments.ledger import LEDGER, TOPICS
from experiments.spec import Simulation
from experiments.study import SCALES

STUDIES = catalog.names()
BEYOND = "X"  # begins the ids of claims that the notes do not make
FILES = {
    name: Path(catalog.__path__[0], *module.split(".")[2:]).with_suffix(".py")
    for name, module in catalog.modules().items()
}


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_is_sound_at_every_scale(name):
    study = catalog.load(name)
    check(study, name)
    assert study.name == name
    assert all(claim.margin > 0 and claim.reason for claim in study.claims)
    for scale in SCALES:
        scaled = study.scaled(scale)
        check(scaled, name)
        trials = scaled.trials()
        assert scaled.methods and len({(p.method, p.setting, p.replicate) for p in trials}) == len(trials)


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_names_only_simulations_that_are_there(name):
    simulations = {
        planned.trial.function.name for planned in catalog.load(name).trials() if isinstance(planned.trial, Simulation)
    }
    assert simulations <= set(names.SIMULATIONS)


@pytest.mark.parametrize("name", STUDIES)
def test_a_claim_belongs_to_the_ledger(name):
    assert {claim.id for claim in catalog.load(name).claims if not claim.id.startswith(BEYOND)} <= set(LEDGER)


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.parametrize("scale", SCALES)
def test_charts_show_methods_of_the_study(name, scale):
    study = catalog.load(name)
    assert {label for chart in study.charts for label in chart.methods} <= {method.label for method in study.methods}
    scaled = study.scaled(scale)
    assert {label for chart in scaled.charts for label in chart.methods} <= {method.label for method in scaled.methods}
    assert {chart.title for chart in study.charts if not chart.methods} <= {chart.title for chart in scaled.charts}


def words(text):
    return re.sub(r"\W+", " ", text.lower()).strip()


@pytest.mark.parametrize("name", STUDIES)
def test_a_docstring_says_what_the_page_does_not(name):
    study, docstring = catalog.load(name), ast.get_docstring(ast.parse(FILES[name].read_text()))
    *_, command = docstring.splitlines()
    assert "\nCost: " in docstring and command == f"Run: python -m experiments.run {name}"
    sentences = re.split(r"[.?;:] ", f"{study.question} {study.notes} {study.doubt} ")
    assert not [text for text in sentences if len(text.split()) > 5 and words(text) in words(docstring)]


def test_a_reason_that_several_studies_give_is_stated_once():
    by_reason = defaultdict(set)
    for name in STUDIES:
        for claim in catalog.load(name).claims:
            by_reason[claim.reason].add(name)
    stated = {value for key, value in vars(reasons).items() if key.isupper()}
    assert {reason for reason, studies in by_reason.items() if len(studies) > 1} == stated
    assert not [name for name, path in FILES.items() if any(f'"{reason}"' in path.read_text() for reason in stated)]


def test_a_row_has_one_headline():
    headlines = [claim.id for name in STUDIES for claim in catalog.load(name).claims if claim.headline]
    assert len(set(headlines)) == len(headlines)


def test_every_row_has_a_topic():
    assert len(LEDGER) == 78 and {name[0] for name in LEDGER} == set(TOPICS)


def test_every_row_of_the_ledger_is_some_studys_claim():
    claimed = {claim.id for name in STUDIES for claim in catalog.load(name).claims}
    assert {name for name in claimed if not name.startswith(BEYOND)} == set(LEDGER)
