"""`--seed N` is throughout: everything that is drawn is drawn anew, and 0 keeps the numbers that are stored."""

import inspect
from dataclasses import replace

import numpy as np
import pytest

from experiments import build, catalog, names
from experiments.data import load, prepare
from experiments.data.options import OPTIONS
from experiments.data.sources.functions import function
from experiments.data.table import DataError
from experiments.engines.grouping import stack_key
from experiments.selection import with_checksums
from experiments.spec import SEEDED, Part, Simulation, Trial, part, seeded
from experiments.study import method
from experiments.tuning import configs
from experiments.tuning.assembly import dataset
from experiments.tuning.assembly import trial as assembled
from experiments.tuning.hypermodel import SearchHyperModel
from tests.samples import STUDY, trial
from tests.tuning.samples import search
from tuner_configs.search import Choice

# checksums of the rows without `seed`
BEFORE = {
    "adding": "0592f0de98191c1f",
    "recall": "d0dd584cd0f97a47",
    "series": "bea81de7b4f017d8",
    "nominal": "32fe8a2092a942b3",
    "rare": "b92686e92e88890c",
    "xor_blobs": "f380b540972ef238",
    "two_moons": "2242c4d34ecdabd4",
    "quadratic_deep": "43ab06758c31b3ca",
}
SHARED = tuple(name for name in names.DRAWN if name not in names.FRESH)  # all replicates split one table
# A value of every option of data that draws, and data for it.
DRAWING = {
    "missing": (part("wine"), {"missing": 0.2}),
    "missing_features": (part("wine"), {"missing": 0.9, "missing_features": 2}),
    "missing_reason": (part("wine"), {"missing": 0.2, "missing_reason": "value"}),
    "folds": (part("wine"), {"folds": 3}),
    "train_rows": (part("wine"), {"train_rows": 20}),
    "labelled": (part("wine"), {"labelled": 20}),
    "duplicates": (part("wine"), {"duplicates": 0.2}),
    "leak": (part("wine"), {"leak": 0.2}),
    "label_noise": (part("wine"), {"label_noise": 0.2}),
    "outliers": (part("wine"), {"outliers": 0.2}),
    "outlier_cells": (part("wine"), {"outlier_cells": 0.2}),
    "target_outliers": (part("diabetes"), {"target_outliers": 0.2}),
    "imputation": (part("wine"), {"missing": 0.1, "imputation": "drop"}),
    "cleaning": (part("wine"), {"label_noise": 0.2, "cleaning": "agreement"}),
}
STILL = {
    "classes",
    "class_weights",
    "clip",
    "scaling",
    "stretch",
    "offset",
    "score",
    "seed",
}  # options that draw nothing


def trials(study, number):
    """The trials of a study with one seed."""
    return [planned.trial for planned in replace(study, seed=number).trials()]


def numbers(data, replicate):
    """Everything that a network meets of some data."""
    prepared = prepare(data, replicate)
    rows = prepared.rows
    return [rows.train, rows.validation, rows.test, prepared.unlabelled, prepared.x, prepared.y]


def alike(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_the_tables_are_complete():
    made = {name for name, path in names.DATASETS.items() if path.startswith("experiments.")}
    assert set(names.DRAWN) == made and set(SHARED) == set(BEFORE)
    assert all("seed" in inspect.signature(function(names.DATASETS[name])).parameters for name in made)
    assert set(DRAWING) | STILL == set(OPTIONS)


@pytest.mark.parametrize("name", names.DRAWN)
def test_a_data_set_that_is_made_is_made_anew(name):
    before = BEFORE.get(name, load(part(name)).checksum)
    assert load(part(name)).checksum == load(part(name, seed=0)).checksum == before
    first, second = (load(part(name, seed=number)).x for number in (1, 2))
    assert first.shape == second.shape and not {row.tobytes() for row in first} & {row.tobytes() for row in second}


@pytest.mark.parametrize("name", SHARED)
def test_the_trials_of_a_study_and_of_a_search_meet_it(name):
    own = part(name, scaling="none")
    study = replace(STUDY, base=trial(data=own))
    assert {spec.data for spec in trials(study, 0)} == {own}
    assert {spec.data for spec in trials(study, 3)} == {own.but(seed=3)} == {replace(study, seed=3).data}
    asked = search(data=part(name, scaling="none"))
    assert dataset(asked) == own
    other = configs.adapted(asked, None, None, seed=3)
    assert dataset(other) == assembled(other, {}, 4, 0).data == own.but(seed=3)


@pytest.mark.parametrize("name", names.FRESH)
def test_every_replicate_has_a_table_of_its_own_that_its_methods_share(name):
    study = replace(STUDY, base=trial(data=part(name)), tuning=3)
    for number in (0, 2):
        planned = replace(study, seed=number).trials()
        meets = {(spec.replicate, spec.trial.data) for spec in planned}
        replicates = {spec.replicate for spec in planned}
        assert len({spec.method for spec in planned}) > 1 and len(meets) == len(replicates) > 1
        tables = [load(data) for _, data in sorted(meets, key=lambda pair: pair[0])[:3]]
        assert len({table.checksum for table in tables}) == len(tables)
        assert tables[0].checksum == load(replace(study, seed=number).data).checksum  # what pages say is of the first
    assert len({stack_key(spec.trial) for spec in planned if spec.method == planned[0].method}) == 1


def test_a_source_of_weights_has_a_table_for_every_replicate_too():
    start = part("transfer", data=part("teacher"))
    planned = replace(STUDY, base=trial(data=part("teacher"), start=start)).trials()
    assert all(spec.trial.start.get("data") == spec.trial.data for spec in planned)


@pytest.mark.parametrize("option", DRAWING)
def test_an_option_that_draws_draws_anew_in_a_study(option):
    data, options = DRAWING[option]
    study = replace(STUDY, base=trial(data=data), methods=(method("a", data=part("base", **options)),))
    first, same, second = (trials(study, number)[0] for number in (0, 0, 1))
    assert alike(numbers(first.data, first.replicate), numbers(same.data, same.replicate))
    assert not alike(numbers(first.data, first.replicate), numbers(second.data, second.replicate))
    assert first.data == data.but(**options) and first.replicate == 0


@pytest.mark.parametrize("option", DRAWING)
def test_an_option_that_draws_draws_anew_in_a_search(option):
    data, options = DRAWING[option]
    drawn = []
    for number in (None, 0, 1):
        made = configs.adapted(search(data=part(data.name, **options)), None, None, seed=number)
        first = assembled(made, {}, 4, 0)
        drawn.append(numbers(first.data, first.replicate))
    assert alike(drawn[0], drawn[1]) and not alike(drawn[0], drawn[2])


def test_blanked_values_are_others_whatever_the_split():
    gaps = [np.isnan(load(part("wine", missing=0.2, **seed)).x) for seed in ({}, {"seed": 0}, {"seed": 1})]
    assert (gaps[0] == gaps[1]).all() and (gaps[0] != gaps[2]).any()


def test_a_chosen_option_of_a_search_is_blanked_anew_too():
    space = (Choice("data.missing", (0.1, 0.2)),)
    made = configs.adapted(search(space=space), None, None, seed=2)
    assert assembled(made, {"data.missing": 0.2}, 4, 0).data == part("wine", missing=0.2, seed=2)


def test_a_search_has_another_oracle_other_splits_and_weights_and_0_is_as_before():
    made = search(seed=5)
    assert configs.adapted(made, None, None, seed=0) == configs.adapted(made, None, None) == made
    other = configs.adapted(made, None, None, seed=3)
    assert (other.seed, other.base_seed) == (8, 3)
    assert assembled(other, {}, 4, 1).replicate == 1 + 3 * SEEDED
    assert assembled(other, {}, 4, 1).seed("weights") != assembled(made, {}, 4, 1).seed("weights")
    # equal, not the same: what is kept of tables that were loaded may have made room for others since
    np.testing.assert_array_equal(SearchHyperModel(other).prepared.table.x, load(dataset(other)).x)


def test_weights_from_elsewhere_are_trained_on_rows_drawn_anew():
    start = part("transfer", data=part("two_moons"))
    study = replace(STUDY, base=trial(start=start))
    assert {spec.start for spec in trials(study, 0)} == {start}
    assert {spec.start for spec in trials(study, 2)} == {part("transfer", data=part("two_moons", seed=2))}


@pytest.mark.parametrize("name", catalog.names())
def test_no_trial_of_another_seed_shares_a_random_number(name):
    study = catalog.load(name).scaled("quick")
    for first, second in list(zip(trials(study, 0), trials(study, 1), strict=True))[:3]:
        assert first.key != second.key and first.seed("weights") != second.seed("weights")
        drawn = [spec.data for spec in (first, second) if spec.data and spec.data.name in names.DRAWN]
        assert len({data.get("seed", 0) for data in drawn}) == len(drawn)


@pytest.mark.parametrize("name", names.SIMULATIONS)
def test_a_simulation_is_handed_the_seed_of_its_run(name):
    assert "seed" in inspect.signature(build.simulation(Part(name))).parameters
    assert Simulation(part(name)).seed("simulation") != Simulation(part(name), SEEDED).seed("simulation")


def test_a_seed_where_nothing_is_drawn_is_refused():
    with pytest.raises(DataError, match=r"goes with data that draw numbers.*Received: wine\(seed=3\)"):
        load(part("wine", seed=3))


def seeded_table(seed: int = 0):
    """A user's own table that draws."""
    return replace(load(part("two_moons")), x=np.full((1000, 2), seed, np.float32))


def test_a_function_of_the_users_own_is_handed_the_seed_if_it_takes_one():
    own = part("tests.test_seed:seeded_table")
    (data,) = {spec.data for spec in trials(replace(STUDY, base=trial(data=own)), 4) if isinstance(spec, Trial)}
    assert (load(own).x == 0).all() and (load(data).x == 4).all()
    assert load(part("tests.test_limits:table", seed=4)).checksum == load(part("tests.test_limits:table")).checksum


@pytest.mark.parametrize("number", [0, 4])
def test_the_rows_of_such_a_function_are_those_that_are_planned_and_trained(number):
    own = part("tests.test_seed:seeded_table")
    changed = method("a", data=part("base", missing=0.1)), method("b")
    study = with_checksums(replace(STUDY, base=trial(data=own), methods=changed, seed=number))
    for planned in study.trials():
        assert (np.nan_to_num(load(planned.trial.data).x, nan=number) == number).all()
        assert planned.trial.data.get("checksum") == load(seeded(own, number)).checksum
