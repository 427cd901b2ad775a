"""Every study of the catalogue, from plan to page, at a tiny scale; minutes, so it is not among the core tests."""

from dataclasses import replace

import pytest

from experiments import catalog
from experiments.data import facts
from experiments.execution.executor import Executor
from experiments.execution.watch import Unwatched
from experiments.judging.measures import MEASURES
from experiments.plan import plan
from experiments.report import build, write
from experiments.store import Store, read
from experiments.study import Study

pytestmark = pytest.mark.study


def tiny(study: Study) -> Study:
    """One epoch, one rate, one tuning and two reported replicates of the quick scale."""
    quick = study.scaled("quick")
    methods = tuple(replace(method, rates=method.rates[:1] if method.rates else None) for method in quick.methods)
    base = replace(quick.base, epochs=1) if quick.base else None
    return replace(quick, base=base, methods=methods, rates=quick.rates[:1], tuning=1, replicates=2)


@pytest.mark.parametrize("name", catalog.names())
def test_a_study_runs_to_its_page_without_a_failure(name, tmp_path):
    study = tiny(catalog.load(name))
    (planned,) = plan([study], set(), "auto")
    store = Store(tmp_path / "results.sqlite")
    store.plan([(study, facts(study.data))])
    run = store.begin("test", {})
    Executor(store, run, {}).execute((group, Unwatched()) for group in planned.groups)
    store.end(run)
    store.close()
    trials = read(tmp_path).trials
    assert set(trials.status) <= {"ok", "diverged"}, trials.loc[trials.status == "error", "reason"].unique()
    summary = build(tmp_path)
    assert len(summary["studies"][0]["claims"]) == len(study.claims)
    claims = summary["studies"][0]["claims"]
    # a pair of two misses shows nothing, so that a measure with misses can have fewer
    assert all(claim["n"] in ((0, 1, 2) if MEASURES[claim["measure"]].neither else (0, 2)) for claim in claims)
    write(tmp_path, summary=summary)
