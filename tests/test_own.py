"""Studies and searches of a user's own: they stand beside the house's and never in their place."""

from dataclasses import replace

import numpy as np
import pytest

from experiments import catalog
from experiments.checking.studies import check, faults
from experiments.ledger import LEDGER
from experiments.report import build
from experiments.report.outcome import outcome
from experiments.run import main
from experiments.spec import part
from experiments.store import Store, read
from experiments.study import Claim, method
from experiments.tuning import configs
from tests.report.factory import Truth, World, fill, tiny
from tests.report.test_summary import made

WORLD = World({"new": Truth(0.95, best=0.1), "old": Truth(0.9, best=0.1)}, noise=0.001)
STUDY = "from tests.samples import STUDY\nfrom dataclasses import replace\nSTUDY = replace(STUDY, name={!r})\n"
SEARCH = "from tests.tuning.samples import search\nSEARCH = search(name={!r})\n"


def claim(name, text, better=True):
    return Claim(name, text, (("new", "old") if better else ("old", "new"),), "test_score", 0.01, "a point")


def test_a_claim_of_the_users_own_never_speaks_for_the_notes(tmp_path):
    ids = ("M1", "O1", "L4", "R1", "mine")
    house = tiny("house", claims=(claim("M1", "The notes' claim."),))
    own = tiny("own", claims=tuple(claim(id_, f"My {id_}.", better=False) for id_ in ids), file="my_study.py", seed=1)
    rows = build(fill(tmp_path / "results.sqlite", [house, own], WORLD))["ledger"]
    theirs = {row["id"]: row for row in rows if row["owner"]}
    (notes,) = [row for row in rows if not row["owner"]]
    assert (notes["id"], notes["text"], notes["verdict"]) == ("M1", LEDGER["M1"], "supported")
    assert len(notes["claims"]) == 1 and len(rows) == len(ids) + 1
    for id_ in ids:
        row = theirs[id_]
        assert (row["text"], row["verdict"]) == (f"My {id_}.", "contradicted")
        assert row["topic"] == "Your own" and len(row["claims"]) == 1


def test_a_users_study_alone_shows_no_sentence_of_the_notes(tmp_path):
    summary = made(tmp_path, tiny(claims=(claim("M1", "My claim."),), file="my_study.py"), WORLD)
    assert summary["file"] == "my_study.py"
    page = (tmp_path / "pages" / "index.html").read_text()
    assert "My claim." in page and LEDGER["M1"] not in page


@pytest.mark.parametrize("name", ["optimizers", "dropout", "mlp_optimizer"])
def test_a_study_called_as_one_of_the_house_has_a_name_of_its_own(name, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(STUDY.format(name))
    study = catalog.load(str(file))
    assert (study.name, study.file) == (f"own_{name}", "mine.py")
    file.with_name("search.py").write_text(SEARCH.format(name))
    assert configs.load(str(file.with_name("search.py"))).name == f"own_{name}"
    file.with_name("other.py").write_text(STUDY.format("mine"))
    assert catalog.load(str(file.with_name("other.py"))).name == "mine"


def test_a_study_may_import_what_lies_beside_it(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path / "elsewhere")  # restores the path afterwards
    (tmp_path / "beside_it.py").write_text(STUDY.format("beside"))
    (tmp_path / "mine.py").write_text("from beside_it import STUDY\n")
    assert catalog.load(str(tmp_path / "mine.py")).name == "beside"


def test_lists_and_arrays_are_taken_as_tuples(tmp_path):
    text = (
        "import numpy as np\nfrom dataclasses import replace\nfrom tests.samples import STUDY, trial\n"
        "from experiments.spec import Part, part\n"
        "net = Part('mlp', (('hidden', [np.int64(8), 8]), ('dropout', np.float64(0.5))))\n"
        "STUDY = replace(STUDY, rates=np.array([0.01, 0.1]), methods=list(STUDY.methods), claims=[], charts=[],"
        " tuning=np.int64(1), base=trial(model=net))\n"
    )
    (tmp_path / "mine.py").write_text(text)
    study = catalog.load(str(tmp_path / "mine.py"))
    assert study.rates == (0.01, 0.1) and isinstance(study.methods, tuple)
    assert study.base is not None and study.base.model == part("mlp", hidden=(8, 8), dropout=0.5)
    assert len({planned.trial.key for planned in study.trials()}) == len(study.trials())


def test_labels_of_any_characters_can_be_read_on_the_page(tmp_path):
    labels = ("$\\beta_1$ < 1 / <b>x</b>", "é ü 漢字", "a" * 80, "100 %", "a & b", "{label}", "'\"")
    optimizers = ("adam", "momentum", "nesterov", "adagrad", "rmsprop", "nadam", "adamax")
    new = [method(label, optimizer=part(name)) for label, name in zip(labels, optimizers, strict=True)]
    claims = [
        replace(claim(f"C{number}", f"{label} is better."), pairs=((label, "old"),))
        for number, label in enumerate(labels)
    ]
    study = tiny(methods=(*new, method("old", optimizer=part("sgd"))), claims=tuple(claims))
    assert list(faults(replace(study, reported=()))) == []
    truths = dict.fromkeys(labels, Truth(0.95, best=0.1))
    summary = made(tmp_path, study, World({**truths, "old": Truth(0.9, best=0.1)}))
    assert [row["verdict"] for row in summary["claims"]] == ["supported"] * len(labels)
    assert "<b>x</b>" not in (tmp_path / "pages" / "tiny.html").read_text()


def test_more_than_a_hundred_claims_are_judged(tmp_path):
    many = tuple(claim(f"C{number}", f"Claim {number}.") for number in range(110))
    study = tiny(claims=many)
    check(replace(study, reported=()), "mine.py")
    summary = build(fill(tmp_path / "results.sqlite", [study], WORLD))
    assert len(summary["ledger"]) == 110 and {row["verdict"] for row in summary["ledger"]} == {"supported"}


@pytest.mark.parametrize("optimizer", ["keras.optimizers:Adam", "keras.optimizers:SGD", "keras.optimizers:Lion"])
def test_keras_objects_by_their_path_are_sound(optimizer):
    changed = method("own", optimizer=part(optimizer), loss=part("keras.losses:SparseCategoricalCrossentropy"))
    check(replace(tiny(methods=(changed, method("other")), claims=()), reported=()), "mine.py")


def broken(world, keep):
    """A world in which only some trials succeed."""

    class Broken(World):
        def record(self, planned):
            record = super().record(planned)
            if keep(planned):
                return record
            return replace(record, status="error", reason=f"ValueError: no {planned.method}.", scores={}, curves={})

    return Broken(world.truths)


@pytest.mark.parametrize(
    ("keep", "says", "vain"),
    [
        (lambda _: True, "", False),
        (lambda row: row.method == "new", "20 of 40 trials failed. The reason: ValueError: no old. --retry", False),
        (lambda row: row.method == "new" and row.replicate, "22 of 40 trials failed. Most often (20 times): ", False),
        (lambda _: False, "No trial succeeded: of 40 trials 40 failed. Most often (20 times): ValueError: no", True),
    ],
)  # fmt: skip
def test_how_many_trials_failed_and_why_is_said_in_a_line(keep, says, vain, tmp_path):
    fill(tmp_path / "results.sqlite", [tiny()], broken(WORLD, keep))
    ended = outcome(read(tmp_path))
    assert ended.sentence().startswith(says) and bool(ended.sentence()) == bool(says)
    assert ended.vain == vain


def test_what_other_studies_of_the_folder_did_does_not_count(tmp_path):
    fill(
        tmp_path / "results.sqlite", [tiny("a"), tiny("b", seed=1)], broken(WORLD, lambda row: row.trial.replicate < 99)
    )
    results = read(tmp_path)
    assert not outcome(results, ["a"]).vain
    assert outcome(results, ["b"]).vain and not outcome(results).vain


def test_where_all_trials_diverge_the_status_is_1_and_the_first_line_says_why(tmp_path, capsys):
    world = World({name: Truth(limit=0.0) for name in ("new", "old")})
    fill(tmp_path / "wine" / "results.sqlite", [tiny()], world)
    assert main(["--report-only", "--dataset", "wine", "--out", str(tmp_path)]) == 1
    output = capsys.readouterr()
    assert output.err.startswith(
        "No trial succeeded: of 40 trials 40 diverged. The reason: the loss became NaN in epoch 2."
    )
    assert "Nothing has run" not in output.out + output.err


def test_a_run_in_which_nothing_has_run_is_no_success(tmp_path, capsys):
    Store(tmp_path / "wine" / "results.sqlite").close()
    assert main(["--report-only", "--dataset", "wine", "--out", str(tmp_path), "--quiet"]) == 1
    assert "Nothing has run yet" in capsys.readouterr().err


def test_a_search_in_which_everything_failed_has_the_status_1(tmp_path, capsys):
    text = (
        (
            "from experiments.spec import part\nfrom tests.tuning.samples import search\n"
            "from tuner_configs.search import Float\n"
            "SEARCH = search(Float('optimizer.learning_rate', 1e10, 1e12, 'log'), name='mine', trials=2, epochs=1,"
            " optimizer=part('sgd', learning_rate=1.0))\n"
        )
        .replace("search(Float", "search(space=(Float")
        .replace("'log'), name", "'log'),), name")
    )
    (tmp_path / "mine.py").write_text(text)
    assert main([str(tmp_path / "mine.py"), "--out", str(tmp_path)]) == 1
    output = capsys.readouterr()
    assert output.err.startswith("No trial succeeded: of 2 trials 2 diverged.")
    assert "finite" in output.err.splitlines()[0]
    assert "Nothing won" in output.out and np.isnan(read(tmp_path / "wine").trials.score).all()
