"""The best settings on fresh replicates: who won, and whether the winner really beats the runner-up."""

from math import inf

import pandas as pd

from experiments.judging.allowance import Allowance, overlap
from experiments.judging.statistics import differences, mean_interval
from experiments.report.searches import PREFIX, SearchResult
from experiments.report.searching.space import label, short
from experiments.report.searching.units import bounds, unit
from experiments.report.sections.quantity import finite, quantity
from experiments.report.shapes.quantities import Quantity
from experiments.report.shapes.searches import Finalist, Versus, Winner
from experiments.report.wording import change, level


def setting_values(search: SearchResult, fold: int, number: int) -> dict[str, str]:
    """The values of a setting: parameter -> value as text, without parameters that did not exist."""
    rows = search.trials[(search.trials.fold == fold) & (search.trials.number == number)]
    columns = [name for name in rows if str(name).startswith(PREFIX)]
    if rows.empty:
        return {}
    return {
        str(name).removeprefix(PREFIX): label(value)
        for name, value in rows.iloc[0][columns].items()
        if not pd.isna(value)
    }


def setting_text(values: dict[str, str]) -> str:
    """A setting in one line."""
    return ", ".join(f"{short(name)} {value}" for name, value in values.items())


def finalists(search: SearchResult) -> list[Finalist]:
    """The settings that were trained again, best first; those with a failed training last.

    `search` is the score by which a setting was chosen, which promises too much; `validation` is the mean over fresh
    replicates with its interval; `test` is given for the winner alone.
    """
    finals = search.executions[search.executions.phase == "final"]
    rows: list[Finalist] = []
    for (fold, number), trainings in finals.groupby(["fold", "number"]):
        trial = search.trials[(search.trials.fold == fold) & (search.trials.number == number)]
        validation = estimate(search, trainings["score"])
        values = setting_values(search, int(fold), int(number))
        rows.append(
            {
                "fold": int(fold),
                "number": int(number),
                "settings": values,
                "text": setting_text(values),
                "won": bool(trainings["won"].any()),
                "failed": int(trainings["score"].isna().sum()),
                "search": level(float(trial["score"].iloc[0]), -inf, inf, unit(search)),
                "search_score": finite(float(trial["score"].iloc[0])),
                "validation": validation,
            }
        )
    sign, nested = -1 if search.direction == "max" else 1, bool(search.spec.get("nested"))

    def rank(row: Finalist) -> tuple:
        """By split in a nested search; the winner first, those that failed last, the others by score."""
        score = sign * (row["validation"]["centre"] or 0)
        return (row["fold"] if nested else 0, not row["won"], row["failed"] > 0, score)

    return sorted(rows, key=rank)


def winner(search: SearchResult) -> Winner | None:
    """The winner with its validation and test scores; of a nested search, the first split's with all splits' scores."""
    trainings = search.winners
    finalist = next((row for row in finalists(search) if row["won"]), None)
    column = f"test_{search.metric}"
    if finalist is None or column not in trainings:
        return None
    return {
        **finalist,
        "key": str(trainings["key"].iloc[0]),
        "test": quantity(trainings[column].to_list(), "mean", unit(search), bounds(search), overlap(search.facts)),
        "validation": quantity(
            trainings["score"].to_list(), "mean", unit(search), bounds(search), overlap(search.facts)
        ),
    }


def estimate(search: SearchResult, scores: pd.Series) -> Quantity:
    """The mean of some scores, with its interval."""
    return quantity(scores.to_list(), "mean", unit(search), bounds(search), overlap(search.facts))


def versus(search: SearchResult) -> Versus | None:
    """The winner against the runner-up on the same fresh replicates, as paired differences of validation scores.

    The interval is Student's and takes the two as given, although they were picked from the finalists by these very
    scores: it errs in favour of the winner.
    """
    rows = [row for row in finalists(search) if row["fold"] == 0 and not row["failed"]]
    if search.spec.get("nested") or len(rows) < 2 or not rows[0]["won"]:
        return None
    finals = search.executions[search.executions.phase == "final"].set_index(["number", "replicate"])["score"]
    first, second = (finals.loc[row["number"]] for row in rows[:2])
    both = first.index.intersection(second.index)
    paired = differences(first.loc[both].to_numpy(), second.loc[both].to_numpy(), search.direction == "max")
    difference = mean_interval(paired, allowance=Allowance(overlap(search.facts)))
    beats = difference.low > 0
    text = change(difference.centre, difference.low, difference.high, unit(search))
    verdict = "The winner beats the runner-up" if beats else "The winner is not told apart from the runner-up"
    caution = "" if beats else " Prefer whichever is simpler or cheaper."
    return {
        "beats": beats,
        "verdict": verdict,
        "n": difference.n,
        "estimate": finite(difference.centre),
        "low": finite(difference.low),
        "high": finite(difference.high),
        "text": text,
        "runner_up": rows[1]["text"],
        "sentence": f"The difference on the same {difference.n} fresh replicates is {text}; the runner-up: "
        f"{rows[1]['text']}.{caution}",
    }
