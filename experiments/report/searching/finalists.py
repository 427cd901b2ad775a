"""The best settings on fresh replicates: who won, and whether the winner really beats the runner-up."""

from math import inf
from typing import Any

import pandas as pd

from experiments.judging.statistics import differences, mean_interval, overlap
from experiments.report.searches import PREFIX, SearchResult
from experiments.report.searching.space import label, short
from experiments.report.searching.units import bounds, unit
from experiments.report.sections.quantity import finite, quantity
from experiments.report.wording import change, level


def settings(search: SearchResult, fold: int, number: int) -> dict[str, str]:
    """The values of a question: parameter -> value as text, without those that did not exist."""
    rows = search.trials[(search.trials.fold == fold) & (search.trials.number == number)]
    columns = [name for name in rows if str(name).startswith(PREFIX)]
    if rows.empty:
        return {}
    return {
        str(name).removeprefix(PREFIX): label(value)
        for name, value in rows.iloc[0][columns].items()
        if not pd.isna(value)
    }


def written(values: dict[str, str]) -> str:
    """A setting in a line."""
    return ", ".join(f"{short(name)} {value}" for name, value in values.items())


def finalists(search: SearchResult) -> list[dict[str, Any]]:
    """The settings that were trained again, best first; those with a failed training last.

    `search` is the score by which a setting was chosen, which promises too much; `validation` is the mean over fresh
    replicates with its interval; `test` is given for the winner alone.
    """
    finals = search.executions[search.executions.phase == "final"]
    rows = []
    for (fold, number), some in finals.groupby(["fold", "number"]):
        first = search.trials[(search.trials.fold == fold) & (search.trials.number == number)]
        scored = quantity(some["score"].to_list(), "mean", unit(search), bounds(search), overlap(search.facts))
        values = settings(search, int(fold), int(number))
        rows.append(
            {
                "fold": int(fold),
                "number": int(number),
                "settings": values,
                "text": written(values),
                "won": bool(some["won"].any()),
                "failed": int(some["score"].isna().sum()),
                "search": level(float(first["score"].iloc[0]), -inf, inf, unit(search)),
                "search_score": finite(float(first["score"].iloc[0])),
                "validation": scored,
            }
        )
    sign, nested = -1 if search.direction == "max" else 1, bool(search.spec.get("nested"))

    def place(one: dict[str, Any]) -> tuple:
        """By split in a nested search; the winner first, those that failed last, the others by score."""
        order = (not one["won"], one["failed"] > 0, sign * (one["validation"]["centre"] or 0))
        return (one["fold"] if nested else 0, *order)

    return sorted(rows, key=place)


def winner(search: SearchResult) -> dict[str, Any] | None:
    """The winner with its validation and test scores; of a nested search, the first split's with all splits' scores."""
    won = search.winners
    best = next((one for one in finalists(search) if one["won"]), None)
    column = f"test_{search.metric}"
    if best is None or column not in won:
        return None
    return {
        **best,
        "key": str(won["key"].iloc[0]),
        "test": quantity(won[column].to_list(), "mean", unit(search), bounds(search), overlap(search.facts)),
        "validation": quantity(won["score"].to_list(), "mean", unit(search), bounds(search), overlap(search.facts)),
    }


def versus(search: SearchResult) -> dict[str, Any] | None:
    """The winner against the runner-up on the same fresh replicates, as paired differences of validation scores.

    The interval is Student's and takes the two as given, although they were picked from the finalists by these very
    scores: it errs in favour of the winner.
    """
    rows = [one for one in finalists(search) if one["fold"] == 0 and not one["failed"]]
    if search.spec.get("nested") or len(rows) < 2 or not rows[0]["won"]:
        return None
    finals = search.executions[search.executions.phase == "final"].set_index(["number", "replicate"])["score"]
    first, second = (finals.loc[one["number"]] for one in rows[:2])
    both = first.index.intersection(second.index)
    paired = differences(first.loc[both].to_numpy(), second.loc[both].to_numpy(), search.direction == "max")
    gap = mean_interval(paired, overlap=overlap(search.facts))
    beats = gap.low > 0
    text = change(gap.centre, gap.low, gap.high, unit(search))
    verdict = "The winner beats the runner-up" if beats else "The winner is not told apart from the runner-up"
    caution = "" if beats else " Prefer whichever is simpler or cheaper."
    return {
        "beats": beats,
        "verdict": verdict,
        "n": gap.n,
        "estimate": finite(gap.centre),
        "low": finite(gap.low),
        "high": finite(gap.high),
        "text": text,
        "runner_up": rows[1]["text"],
        "sentence": f"The difference on the same {gap.n} fresh replicates is {text}; the runner-up: "
        f"{rows[1]['text']}.{caution}",
    }
