"""Studies: parts of the base, simulations, scales, data of their own."""

from contextlib import nullcontext
from dataclasses import replace

import pytest

from experiments.checking.studies import check
from experiments.errors import UserError
from experiments.spec import Simulation, Trial, part
from experiments.study import THEORY, Claim, Study, method
from tests.samples import STUDY

SIMULATED = Study(
    name="simulated", title="S", question="?", notes="", doubt="", base=None, replicates=4,
    methods=(
        method("once", simulation=part("anything", size=2)),
        method("rated", simulation=part("anything", size=3), rates=(0.1, 1.0)),
    ),
    claims=(Claim("S1", "It is exact.", (("once", THEORY),), "error", 1e-6, "round-off", "exact"),),
)  # fmt: skip


def test_a_part_named_base_is_the_bases_with_options_set_anew():
    changed = method("deep", model=part("base", hidden=(4,)), data=part("base", train_rows=9), optimizer=part("sgd"))
    changed_trial = replace(STUDY, methods=(changed,)).trials()[0].trial
    assert STUDY.base is not None and isinstance(changed_trial, Trial)
    assert changed_trial.model == STUDY.base.model.but(hidden=(4,))
    assert changed_trial.data == STUDY.base.data.but(train_rows=9)


def test_a_methods_grid_may_go_to_another_option_and_leaves_the_learning_rate_alone():
    assert STUDY.base is not None
    base = replace(STUDY.base, optimizer=part("adam", learning_rate=0.05))
    decay = part("base", beta_1=0.8)
    methods = (
        method("penalised", (0.1, 0.2), tunes="model.l2"),
        method("decayed", (0.3,), tunes="optimizer.weight_decay", optimizer=decay),
    )
    first, second, third = (
        planned.trial for planned in replace(STUDY, base=base, methods=methods).trials() if planned.replicate == 0
    )
    assert isinstance(first, Trial) and isinstance(second, Trial) and isinstance(third, Trial)
    assert (first.model, second.model) == (base.model.but(l2=0.1), base.model.but(l2=0.2))
    assert first.optimizer == second.optimizer == base.optimizer
    assert third.optimizer == part("adam", learning_rate=0.05, beta_1=0.8, weight_decay=0.3)


@pytest.mark.parametrize(
    ("tunes", "rate", "sound"),
    [("model.l2", 0.05, True), ("optimizer.learning_rate", None, True), ("model.l2", None, False),
     ("model", 0.05, False), ("modle.l2", 0.05, False), ("epochs.l2", 0.05, False)],
)  # fmt: skip
def test_a_study_whose_methods_tune_nothing_or_have_no_learning_rate_is_refused(tunes, rate, sound):
    assert STUDY.base is not None
    base = replace(STUDY.base, optimizer=STUDY.base.optimizer.but(learning_rate=rate))
    study = replace(STUDY, base=base, methods=(method("a", (0.1,), tunes=tunes),), claims=())
    with nullcontext() if sound else pytest.raises(UserError, match=r"the method 'a': .*tunes"):
        check(study, "it")


def test_a_simulation_has_no_rate_and_nothing_to_choose_unless_it_has_several():
    once = [planned for planned in SIMULATED.trials() if planned.method == "once"]
    rated = [planned for planned in SIMULATED.trials() if planned.method == "rated"]
    assert {planned.setting for planned in once} == {None} and {planned.role for planned in once} == {"report"}
    assert len(once) == 4 and len(rated) == 2 * SIMULATED.tuning
    assert all(isinstance(planned.trial, Simulation) for planned in once)
    simulations = [rows[0].trial for rows in (rated, once)]
    assert {spec.learning_rate for spec in simulations if isinstance(spec, Simulation)} == {0.1, None}
    assert len({planned.trial.key for planned in once + rated}) == 4 + 2 * SIMULATED.tuning


def test_another_seed_shares_no_changed_trialand_keeps_the_plan():
    for study in (STUDY, SIMULATED):
        first, second = study.trials(), replace(study, seed=1).trials()
        assert not {planned.trial.key for planned in first} & {planned.trial.key for planned in second}
        assert [replace(a, trial=b.trial) for a, b in zip(first, second, strict=True)] == second


def test_simulations_of_one_replicate_share_their_seed():
    planned = replace(SIMULATED, reported=(("rated", 0.1, 1),)).trials()
    reported = {row.method: row.trial for row in reversed(planned) if row.role == "report"}
    first, second = reported["once"], reported["rated"]
    assert first.replicate == second.replicate and first.seed("simulation") == second.seed("simulation")


@pytest.mark.parametrize(("scale", "labels"), [("quick", ["a"]), ("standard", ["a", "b"]), ("full", ["a", "b", "c"])])
def test_a_scale_has_its_methods_fields_and_claims(scale, labels):
    pairs = [(("a", "b"),), (("c", "a"),)]
    study = replace(
        STUDY,
        methods=(method("a"), method("b", scale="standard"), method("c", scale="full")),
        claims=tuple(Claim(f"T{i}", "?", pairs, "gap", 1, "") for i, pairs in enumerate(pairs)),
        scales=(("quick", (("epochs", 2), ("replicates", 1))),),
    )  # fmt: skip
    scaled = study.scaled(scale)
    assert [item.label for item in scaled.methods] == labels
    assert len(scaled.claims) == len(labels) - 1
    assert scaled.base is not None and STUDY.base is not None
    assert scaled.base.epochs == (2 if scale == "quick" else STUDY.base.epochs)
    assert scaled.replicates == (1 if scale == "quick" else STUDY.replicates)


def test_methods_try_every_so_many_of_their_own_rates_at_a_scale_that_thins_them():
    methods = (method("a", rates=(1.0, 2.0, 3.0, 4.0, 5.0)), method("b"))
    study = replace(STUDY, methods=methods, claims=(), scales=(("quick", (("thin", 2),)),))
    assert [item.rates for item in study.scaled("quick").methods] == [(1.0, 3.0, 5.0), None]
    assert study.scaled("standard").methods == methods


def test_simulations_are_shorter_at_a_scale_that_says_so():
    walk, look = part("landscape_path", steps=100), part("landscape_grid")
    methods = (method("a", simulation=walk), method("b", simulation=look), method("c"))
    scales = (("quick", (("simulations", (part("landscape_path", steps=10),)),)),)
    study = replace(STUDY, methods=methods, claims=(), scales=scales)
    assert [item.simulation for item in study.scaled("quick").methods] == [walk.but(steps=10), look, None]
    assert study.scaled("standard").methods == methods


def test_other_data_are_prepared_as_the_studys_own_unless_it_keeps_them():
    adapted = STUDY.adapted(part("digits"), None, None)
    assert adapted.base is not None and adapted.base.data == part("digits", scaling="standard")
    assert replace(STUDY, own_data=True).adapted(part("digits"), None, None).base == STUDY.base
    assert SIMULATED.adapted(part("digits"), 3, 2).replicates == 2
