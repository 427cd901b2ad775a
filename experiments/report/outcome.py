"""Outcome: how the trials of a run ended, and why those that gave no result did not."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from experiments.report import searches as stored
from experiments.report.wording import plural
from experiments.store import Results

WORDS = {"error": "failed", "diverged": "diverged", "missing": "not run"}
LONGEST = 300  # characters of a reason


@dataclass
class Outcome:
    """How many trials ended in which way, and the reasons of those that failed or diverged."""

    ends: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def vain(self) -> bool:
        """Whether no trial succeeded."""
        return not self.ends["ok"]

    def count(self, statuses: list[str], reasons: list[str]) -> None:
        """Counts trials by status, and the reasons of those that failed or diverged."""
        self.ends.update(statuses)
        pairs = zip(statuses, reasons, strict=True)
        self.reasons.update(pair for pair in pairs if pair[0] in ("error", "diverged"))

    def sentence(self) -> str:
        """Why nothing succeeded, or how many failed and why; empty if none did."""
        total = self.ends.total()
        if not total:
            return "Nothing has run yet."
        if self.vain:
            ended = " and ".join(f"{self.ends[end]} {word}" for end, word in WORDS.items() if self.ends[end])
            return f"No trial succeeded: of {plural(total, 'trial')} {ended}.{self.why(('error', 'diverged'))}"
        if not self.ends["error"]:
            return ""
        again = " --retry trains them once more."
        return f"{self.ends['error']} of {plural(total, 'trial')} failed.{self.why(('error',))}{again}"

    def why(self, ends: Collection[str]) -> str:
        """The most frequent reason."""
        reasons = [(reason, count) for (end, reason), count in self.reasons.most_common() if end in ends]
        if not reasons:
            return ""
        count, text = reasons[0][1], " ".join(reasons[0][0].split())[:LONGEST].removesuffix(".")
        often = f" ({plural(count, 'time')})" if count > 1 else ""
        return f" {'The reason' if len(reasons) == 1 else f'Most often{often}'}: {text}."


def outcome(
    results: Results, studies: Collection[str] | None = None, searches: Collection[str] | None = None
) -> Outcome:
    """How the trials of some studies and searches of a run ended; of all that it holds if none are named."""
    total, trials = Outcome(), results.planned
    planned = trials if studies is None else trials[trials["study"].isin(list(studies))]
    planned = planned.drop_duplicates("key")
    total.count(planned["status"].to_list(), planned["reason"].to_list())
    for search in stored.searches(results):
        if searches is None or search.spec["name"] in searches:
            total.count(search.executions["status"].to_list(), search.executions["reason"].to_list())
    return total
