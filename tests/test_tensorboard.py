"""Event files: what TensorBoard itself reads from them."""

import pytest
from rich.console import Console
from tensorboard.backend.event_processing.data_provider import MultiplexerDataProvider
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.context import RequestContext
from tensorboard.plugins.base_plugin import TBContext
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2
from tensorboard.plugins.hparams.backend_context import Context
from tensorboard.plugins.hparams.list_session_groups import Handler
from tensorboard.util.tensor_util import make_ndarray

from experiments import tensorboard
from experiments.report.searches import searches
from experiments.store import Store, read
from experiments.tensorboard import runs, writing
from experiments.tuning.command import Settings, execute
from tests.marks import whole
from tests.samples import STUDY
from tests.store.test_store import FACTS, record
from tests.tuning.samples import search
from tuner_configs.search import Choice, Float, When


@pytest.fixture
def results(tmp_path):
    store = Store(tmp_path / "results.sqlite")
    store.plan([(STUDY, FACTS)])
    trials = [planned.trial for planned in STUDY.trials()][:3]
    weights = {"weight_000": [-1.0, -2.0], "weight_050": [0.0, 0.0], "weight_100": [1.0, 2.0]}
    more = {
        "curves": {"train": {"loss": [1.0, 0.5], "learning_rate": [0.01, 0.005]}},
        "layers": {"hidden_1": {"dead_share": [0.0, 0.25, 0.5], **weights}},
    }
    records = [record(spec, **more) for spec in trials[:2]] + [record(trials[2], status="diverged", scores={})]
    store.add(0, trials, records, {})
    store.close()
    return read(tmp_path)


def test_tensorboard_reads_curves_scores_and_hyperparameters(results, tmp_path):
    assert tensorboard.write(results, tmp_path / "tensorboard", "all") == 3
    run = EventAccumulator(str(tmp_path / "tensorboard" / "tiny" / "SGD at 0.01" / "00")).Reload()
    assert [(event.step, event.value) for event in run.Scalars("loss/train")] == [(1, 1.0), (2, 0.5)]
    assert [event.value for event in run.Scalars("learning_rate")] == pytest.approx([0.01, 0.005])
    assert [(event.step, event.value) for event in run.Scalars("dead_share/hidden_1")] == [(0, 0), (1, 0.25), (2, 0.5)]
    assert [event.value for event in run.Scalars("final/test_accuracy")] == [0.75]
    content = run.SummaryMetadata("_hparams_/session_start_info").plugin_data.content
    start = plugin_data_pb2.HParamsPluginData.FromString(content).session_start_info
    assert start.hparams["method"].string_value == "SGD"
    assert start.hparams["learning_rate"].number_value == 0.01


def test_tensorboard_reads_quantiles_as_histograms(results, tmp_path):
    """Weights from −1 to 1 before training, twice as far after an epoch: each of the parts holds an equal share."""
    tensorboard.write(results, tmp_path / "tensorboard", "all")
    accumulator = EventAccumulator(str(tmp_path / "tensorboard" / "tiny" / "SGD at 0.01" / "00")).Reload()
    before, after = (make_ndarray(event.tensor_proto) for event in accumulator.Tensors("weights/hidden_1"))
    assert before.tolist() == [[-1, 0, 50], [0, 1, 50]] and after[:, :2].tolist() == [[-2, 0], [0, 2]]


def test_what_is_written_is_not_written_again(results, tmp_path):
    tensorboard.write(results, tmp_path / "tensorboard", "all")
    files = sorted((tmp_path / "tensorboard").rglob("events.*"))
    before = [path.stat().st_mtime_ns for path in files]
    assert tensorboard.write(results, tmp_path / "tensorboard", "all") == 0
    assert [path.stat().st_mtime_ns for path in files] == before
    files[0].unlink()
    assert tensorboard.write(results, tmp_path / "tensorboard", "all") == 1


def test_a_log_holds_what_was_asked_for_last(results, tmp_path):
    log = tmp_path / "tensorboard"
    tensorboard.write(results, log, "all")
    assert tensorboard.write(results, log, "none") == 0
    assert not log.exists() or not list(log.iterdir())


@pytest.mark.parametrize("many", [0, 10**6])
def test_files_are_there_when_the_body_ends(results, tmp_path, monkeypatch, many):
    monkeypatch.setattr(writing, "MANY", many)
    with tensorboard.written(results, tmp_path / "tensorboard", "all"):
        pass
    assert len(list((tmp_path / "tensorboard").rglob("events.*"))) == 3


def test_reported_trials_alone_are_written_unless_all_are_asked_for(results, tmp_path):
    results.planned.loc[:, "role"] = "tune"
    results.planned.loc[results.planned.status == "diverged", "role"] = "report"
    assert tensorboard.write(results, tmp_path / "tensorboard", "reported") == 1


def test_a_sample_has_a_few_trainings_of_each_method_and_setting(results, monkeypatch):
    results.planned.loc[:, ["role", "method", "setting"]] = "report", "SGD", 0.01
    monkeypatch.setattr(runs, "SAMPLE", 1)
    sample, reported = (runs.runs_of_studies(results, extent) for extent in ("sample", "reported"))
    assert [run.group for run in sample] == ["tiny/SGD at 0.01"] and len(reported) == 3


def test_a_label_with_a_slash_makes_no_folder(results, monkeypatch):
    for study in results.studies:
        for method in study["spec"]["methods"]:
            method["label"] = f"a/{method['label']}"
    results.planned.loc[:, "method"] = "a/" + results.planned.method
    assert runs.runs_of_studies(results, "all")[0].group in ("tiny/a_SGD at 0.01", "tiny/a_Momentum at 0.01")


MOMENTUM = Float("optimizer.momentum", 0.5, 0.9, when=When("optimizer", ("momentum",)))
SPACE = (Choice("optimizer", ("sgd", "momentum")), MOMENTUM)


@whole
def test_the_hparams_table_shows_every_setting_of_a_search(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.tuning.command.save", lambda *_: None)  # which trains once more
    made = search(space=SPACE, trials=4, replicates=2)
    execute(Console(quiet=True), made, tmp_path / "results.sqlite", Settings())
    stored = read(tmp_path)
    log = tmp_path / "tensorboard"
    assert tensorboard.write(stored, log, "sample") == 4 * 2 + 2 * 2
    assert tensorboard.write(stored, log, "sample") == 0
    rows = table(log)
    (stored_search,) = searches(stored)
    for setting in stored_search.trials.to_dict("records"):
        row = rows[f"searches/small/trial {setting['number'] + 1:04}, search"]
        chosen = {name.removeprefix("value:"): value for name, value in setting.items() if name.startswith("value:")}
        assert row.hparams["optimizer"].string_value == chosen["optimizer"]
        assert ("optimizer.momentum" in row.hparams) == (chosen["optimizer"] == "momentum")
        assert metrics(row)["final/validation_accuracy"] == pytest.approx(setting["score"])  # a mean of two
        assert len(row.sessions) == 2 and "final/test_accuracy" not in metrics(row)
    (winner,) = [row for name, row in rows.items() if name.endswith("winner")]
    assert metrics(winner)["final/test_accuracy"] == pytest.approx(stored_search.winners.test_accuracy.mean())


@whole
def test_what_is_no_longer_true_of_a_stored_search_is_removed(tmp_path):
    execute(Console(quiet=True), search(trials=3), tmp_path / "results.sqlite", Settings())
    tensorboard.write(read(tmp_path), tmp_path / "tensorboard", "sample")
    execute(Console(quiet=True), search(trials=2, confirmed=0), tmp_path / "results.sqlite", Settings())
    tensorboard.write(read(tmp_path), tmp_path / "tensorboard", "sample")
    trials = {name.rpartition("/")[2].rpartition(",")[0] for name in table(tmp_path / "tensorboard")}
    assert trials == {"trial 0001", "trial 0002"}
    files = list((tmp_path / "tensorboard").rglob("events.*"))
    assert len(files) == 3  # two in the search, and the better one as the winner


def table(log):
    """The rows of the HParams tab by name, as TensorBoard's own plugin gives them."""
    runs = EventMultiplexer().AddRunsFromDirectory(str(log)).Reload()
    context = TBContext(data_provider=MultiplexerDataProvider(runs, str(log)), multiplexer=runs)
    shown = Context(context)
    ask = RequestContext()
    experiment = shown.experiment_from_metadata(
        ask, "", True, shown.hparams_metadata(ask, ""), shown.hparams_from_data_provider(ask, "", 0)
    )
    request = api_pb2.ListSessionGroupsRequest(
        start_index=0, slice_size=1000, aggregation_type=api_pb2.AGGREGATION_AVG, include_metrics=True,
        allowed_statuses=[api_pb2.STATUS_SUCCESS, api_pb2.STATUS_FAILURE],
        col_params=[api_pb2.ColParams(hparam=info.name) for info in experiment.hparam_infos]
        + [api_pb2.ColParams(metric=info.name) for info in experiment.metric_infos],
    )  # fmt: skip
    return {group.name: group for group in Handler(ask, shown, "", request).run().session_groups}


def metrics(row):
    """The metrics of a row of the table."""
    return {value.name.tag: value.value for value in row.metric_values}
