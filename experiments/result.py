"""Result: what a run came to, in Python and in a notebook's cell."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.errors import UserError, guess

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from experiments.report.shapes.run import Summary
    from experiments.store import Results


class Result:
    """What was asked for of one run, as tables, as answers, and as a picture in a notebook.

    What `compare` and `search` give stays as it was then, but for `curves`; a folder is read when first looked at.

    Args:
        folder: of the run, or the `results.sqlite` in it.
        names: of the studies and searches that are meant; None for all that the folder holds.

    Raises:
        StoreError: there is no such file, or it is not a results file.
    """

    def __init__(self, folder: str | Path, names: Iterable[str] | None = None):
        from experiments.store import read

        results = read(folder)
        self.folder = results.file.parent
        self.results: Results = results if names is None else results.only(names)

    @property
    def trials(self) -> "pd.DataFrame":
        """One row a trial of a study, or a training of a search; see `experiments.store.reading.Results`."""
        return self.results.trials

    @property
    def curves(self) -> "pd.DataFrame":
        """One row an epoch of each curve: `key, split, metric, epoch, value`."""
        keys = set(self.trials["key"])
        return self.results.curves[self.results.curves["key"].isin(keys)].reset_index(drop=True)

    @cached_property
    def summary(self) -> "Summary":
        """Every number and sentence of the pages, as plain data; see `experiments.report.summary`."""
        from experiments.report.summary import summarise

        return summarise(self.results)

    @cached_property
    def answers(self) -> "pd.DataFrame":
        """The short answers, one a row: `about, answer, text`."""
        import pandas as pd

        studies = [(answer["title"], answer["bold"], answer["text"]) for answer in self.summary["answers"]]
        searches = [
            (search["title"], answer["bold"], answer["text"])
            for search in self.summary["searches"]
            for answer in search["answers"]
        ]
        return pd.DataFrame([*studies, *searches], columns=["about", "answer", "text"])

    @cached_property
    def ledger(self) -> "pd.DataFrame":
        """The claims with their verdicts, a row a pair: `study, claim, text, verdict, treatment, baseline, part` (the
        pair's own verdict), `effect, low, high, n, margin, measure, sentence`. The effect is in the measure's units,
        above 0 as claimed.
        """
        import pandas as pd

        columns = ("study", "claim", "text", "verdict", "treatment", "baseline", "part", "effect", "low", "high", "n",
                   "margin", "measure", "sentence")  # fmt: skip
        rows = [
            {"study": study["name"], **pair, **claim}
            | {"claim": claim["id"], "part": pair["verdict"], "effect": pair["estimate"], "n": pair["n"]}
            for study in self.summary["studies"]
            for claim in study["claims"]
            for pair in claim["pairs"]
        ]
        return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("effect", "low", "high", "margin"), float))

    @cached_property
    def winners(self) -> dict[str, dict[str, Any]]:
        """The settings with which each search was won, parameter -> value; none of a search without a winner."""
        executions = self.results.executions()
        won = executions[executions["won"]].drop_duplicates("search")
        names = {row["name"] for row in self.results.searches}
        return {row.search: row.labels for row in won.itertuples() if row.search in names}

    @property
    def winner(self) -> dict[str, Any]:
        """The settings with which the search was won, parameter -> value.

        Raises:
            UserError: there is no winner, or there are several searches: then see `winners`.
        """
        return self.winners[self._search()]

    def model(self, name: str | None = None) -> Any:
        """The trained network of a search's winner or of a study's leading method, a `keras.Model` that takes what
        `rows` gives and fills gaps itself.

        Of classes it gives scores before softmax, of a quantity its value in its own unit. The network of a study is
        trained once more when it is first asked for, and then lies beside its page, which links it when written anew.

        Args:
            name: of the search or the study; None where there is one.

        Raises:
            UserError: there is no winner, or its network was not saved, or cannot be trained again.
        """
        from experiments.engines.network import loaded

        if study := self._study(name):
            return loaded(self._kept(study))
        name = self._search(name)
        stored = self.results.model(name)
        file = self.folder / stored["file"] if stored else None
        if file is None or not file.is_file():
            raise UserError(
                f"The winner of {name} has no saved network. Run the search again, which saves it. Received: "
                f"{file or self.folder}"
            )
        return loaded(file)

    def rows(self, data: Any, name: str | None = None) -> "np.ndarray":
        """New rows as the winner's network takes them: `result.model().predict(result.rows(frame))`.

        Columns are found by name and encoded as those of the file that was learned from; the column to predict may be
        there or not. Arrays stay as they are.

        Args:
            data: a DataFrame, the path of a file, or an array of inputs.
            name: of the search or the study; None where there is one.

        Returns:
            Inputs (rows, ...features), with NaN where a value is missing.

        Raises:
            UserError: columns are missing, or the file that was learned from is not there as it was.
        """
        import numpy as np
        import pandas as pd

        from experiments.data.sources.files import OPTIONS, rows_like
        from experiments.datafiles import is_file

        if study := self._study(name):
            name, spec = study["name"], self.results.spec(study["recommended"]["key"]) or {}
        else:
            name = self._search(name)
            spec = next(row["spec"] for row in self.results.searches if row["name"] == name)
        part = spec["data"]
        data = data.to_pandas() if hasattr(data, "to_pandas") else data
        if not isinstance(data, str | Path | pd.DataFrame):
            return np.asarray(data)
        if not is_file(part["name"]) or part["name"].endswith(".npz"):
            raise UserError(
                f"{name} learned from arrays, whose columns have no names: give rows as an array. Received: "
                f"{type(data).__name__}"
            )
        options = {option: value for option, value in part.get("options", {}).items() if option in OPTIONS}
        return rows_like(data if isinstance(data, pd.DataFrame) else str(data), self._learned(part), **options)

    def _learned(self, part: dict[str, Any]) -> str:
        """The file that a search learned from; one that was handed over moves with the run's folder."""
        from experiments.content import content

        for path in (Path(part["name"]), self.folder.joinpath(*Path(part["name"]).parts[-3:])):
            if content(str(path)) == part["content"]:
                return str(path)
        raise UserError(
            f"New rows are encoded as those of {part['name']}, which is not there as it was; its path counts from the "
            "folder in which the search was run. Put it back, or run the search again."
        )

    def _study(self, name: str | None) -> Any:
        """The study that is meant, with a method that leads; None where a search is."""
        if name in self.winners or (name is None and self.winners):
            return None
        led = {study["name"]: study for study in self.summary["studies"] if study["recommended"]}
        if name is None and len(led) > 1:
            raise UserError(
                f"{self.folder} holds {len(led)} studies in which a method leads; name one of them. They are: "
                f"{listed(list(led))}."
            )
        return led.get(name) if name else next(iter(led.values()), None)

    def _kept(self, study: Any) -> Path:
        """The file of a study's network."""
        from experiments.keeping import kept

        recommended = study["recommended"]
        return kept(self.folder, study["name"], recommended, self.results.spec(recommended["key"]) or {})

    def _search(self, name: str | None = None) -> str:
        """The search that is meant."""
        known = list(self.winners)
        if name is None and len(known) == 1:
            return known[0]
        if name in known:
            return str(name)
        if name is None:
            wanted = "name one of them" if known else "run a search first"
            raise UserError(
                f"{self.folder} holds {len(known)} searches with a winner; {wanted}. They are: {listed(known)}."
            )
        raise UserError(
            f"{self.folder} holds no winner of that search.{guess(name, known)} It holds: {listed(known)}. "
            f"Received: {name!r}"
        )

    @property
    def page(self) -> Path:
        """The front page of the report, which a browser opens."""
        return self.folder / "index.html"

    def __repr__(self) -> str:
        """The answers, the verdicts, and where the report lies."""
        from experiments.report import terminal

        return f"{terminal.text(self.summary)}Report: {self.page}"

    def _repr_html_(self) -> str:
        """The same with figures, for a notebook."""
        from experiments.report import notebook

        return notebook.html(self.summary, str(self.page) if self.page.is_file() else None)


def listed(names: list[str]) -> str:
    """The names, or that there are none."""
    return ", ".join(names) or "none"
