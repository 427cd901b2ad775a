"""Replication: at which settings methods are reported, and with how many replicates, as a run learns more."""

from dataclasses import dataclass, replace
from math import inf

from experiments.combination import combined, combined_label
from experiments.judging.claims import Verdict, verdicts
from experiments.judging.evidence import Evidence
from experiments.judging.gathering import gather
from experiments.judging.measures import MEASURES
from experiments.judging.measures.grid import WHOLE_GRID
from experiments.judging.recipe import contenders, course
from experiments.judging.verdicts import OPEN
from experiments.store import Results
from experiments.study import THEORY, Method, Study

Counts = dict[tuple[str, float | None], int]  # (method, setting) -> replicates
USUAL = ("test_score", "epochs_to_target")  # what every page with a ranking reports


def replicated(studies: list[Study], results: Results, most: int) -> list[Study]:
    """The studies that need further replicates, with these planned; those that are nearest to an answer come first.

    Once its tuning replicates have ended, a method is reported at the settings that they choose, with `replicates`
    replicates. Where a part of a claim is open after them, its methods alone are tuned on twice as many, unless their
    settings are sure, and then reported on twice as many, up to `most`. Settings are chosen on tuning replicates only,
    so that reported ones do not move them.
    """
    gathered = gather(results)
    pairs = zip(gathered, verdicts(gathered), strict=True)
    known = {evidence.study["name"]: (evidence, judged) for evidence, judged in pairs}
    planned = [(study, further(study, *known[study.name], most)) for study in studies]
    changed = [after for before, after in planned if after != before]
    return sorted(changed, key=lambda study: nearest(known[study.name][1]))


def nearest(judged: list[Verdict]) -> float:
    """The fewest replicates that would decide an open part, if differences go on as they are; infinite for none."""
    open_parts = [part for verdict in judged for part in verdict.comparisons if part.verdict == OPEN]
    return min((part.more for part in open_parts if part.more is not None), default=inf)


def further(study: Study, evidence: Evidence, judged: list[Verdict], most: int) -> Study:
    """A study as it goes on: what is reported of it, and the combinations that its recipe tries next."""
    more = openings(study, evidence, judged, most)
    study = replace(study, retuned=listed(raised({cell[:2]: cell[2] for cell in study.retuned}, more.retuned)))
    if study.recipe is None:
        return replace(study, reported=reported(study, evidence, more.counts))
    taken, present = course(evidence), {method.label for method in study.methods}
    shown = [method for method in study.methods if method.label in contenders(evidence, taken)]
    new = tuple(combined(study, parts) for parts in taken.wanted if combined_label(parts) not in present)
    return replace(study, methods=(*study.methods, *new), reported=reported(study, evidence, more.counts, shown))


def reported(
    study: Study, evidence: Evidence, more: Counts, methods: list[Method] | None = None
) -> tuple[tuple[str, float | None, int], ...]:
    """What is to be reported of a study: the chosen settings, and `more` of those whose claims are open.

    Args:
        methods: that are reported; None for all that choose a setting.
    """
    counts: Counts = {(label, setting): count for label, setting, count in study.reported}
    if methods is None:
        methods = [method for method in study.methods if len(study.grid(method)) > 1]
    for method in methods:
        for measure in measures(study, evidence):
            for setting in settings(study, evidence, method, measure):
                counts.setdefault((method.label, setting), study.replicates)
    return listed(raised(counts, more))


@dataclass(frozen=True)
class More:
    """What open parts need next: how many further replicates tune which setting, and how many are reported where."""

    retuned: Counts
    counts: Counts


def openings(study: Study, evidence: Evidence, judged: list[Verdict], most: int) -> More:
    """What the methods of open parts need for the look that comes after their last whole one."""
    more = More({}, {})
    for claim, verdict in zip(study.claims, judged, strict=True):
        for pair, comparison in zip(claim.pairs, verdict.comparisons, strict=True):
            if verdict.unlearned or comparison.verdict != OPEN or not comparison.interval.n:
                continue
            methods = [method for label in pair if label != THEORY for method in members(study, label)]
            look = next_look(evidence, methods, claim.measure)
            count, then = study.replicates * 2**look, evidence.as_of(look)
            if not look or count > most:
                continue
            for method in methods:
                if then.chosen(method.label, claim.measure):
                    chosen = settings(study, then, method, claim.measure)
                    raised(more.counts, {(method.label, setting): count for setting in chosen})
                else:
                    first, further = evidence.as_of(0).choice(method.label, claim.measure), study.tuning * (2**look - 1)
                    raised(more.retuned, {(method.label, setting): further for setting in first.candidates})
    return more


def raised(counts: Counts, least: Counts) -> Counts:
    """The counts, each raised to what is asked at least of its cell."""
    counts.update((cell, max(count, counts.get(cell, 0))) for cell, count in least.items())
    return counts


def listed(counts: Counts) -> tuple[tuple[str, float | None, int], ...]:
    """The counts as a study has them, by method and setting."""
    order = sorted(counts, key=lambda cell: (cell[0], -1 if cell[1] is None else cell[1]))
    return tuple((*cell, counts[cell]) for cell in order)


def next_look(evidence: Evidence, methods: list[Method], measure: str) -> int:
    """The look after the last one for which all has ended; 0 before the first."""
    labels, look = [method.label for method in methods], 0
    while evidence.as_of(look).complete(labels, measure):
        look += 1
    return look


def measures(study: Study, evidence: Evidence) -> list[str]:
    """What methods are reported on: the measures of claims, charts and advice, and of the ranking."""
    usual = USUAL if study.contest else USUAL[:1]
    return [name for name in evidence.measures if name in evidence.named or (name in usual and evidence.methods)]


def settings(study: Study, evidence: Evidence, method: Method, measure: str) -> list[float | None]:
    """The settings at which a method is reported on a measure: the chosen one, or all that a measure looks across."""
    if measure in WHOLE_GRID:
        return list(study.grid(method))
    if MEASURES[measure].chosen_by not in evidence.choices:
        return []
    choice = evidence.choice(method.label, measure)
    return [choice.setting] if choice.setting is not None or len(study.grid(method)) == 1 else []


def members(study: Study, label: str) -> list[Method]:
    """The methods that a label of a claim stands for: itself, or a family."""
    return [method for method in study.methods if label in (method.family, method.label)]
