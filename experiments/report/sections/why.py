"""Why a study came out so: what the diagnostics say, in words; nothing where they say nothing."""

from math import log10

from experiments.report.shapes.studies import LayerRow, LayerStatistics, Ranking
from experiments.report.wording import listing, number, plural

NOTABLE = 0.05  # a share of units that a layer feels
FADED = 0.1  # the first hidden layer's gradient, as a share of the last one's
LISTED = 4  # methods in a sentence
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS_OF = {
    "dead_share": ("dead", "are dead: they answer 0 to every row"),
    "saturated_share": ("saturated", "are saturated: they answer with one of their bounds"),
}


def why(layers: LayerStatistics | None, ranking: Ranking) -> list[str]:
    """Sentences on dead and saturated units, on the gradient by depth, and on runs that diverged or did not learn."""
    inside = [] if layers is None else [*units(layers, ranking), *gradient(layers, ranking)]
    return [*inside, *failures(ranking)]


def units(layers: LayerStatistics, ranking: Ranking) -> list[str]:
    """The method with the largest share of dead or saturated units, and the one with the smallest."""
    sentences = []
    for statistic, (word, meaning) in UNITS_OF.items():
        shares = {
            row["method"]: mean for row in measured(layers, statistic) if (mean := inner(layers, row)) is not None
        }
        most = max(shares, key=lambda method: shares[method], default=None)
        if most is None or shares[most] < NOTABLE:
            continue
        text = f"At the end {percent(shares[most])} of the hidden units of {most} {meaning}"
        least = min(shares, key=lambda method: shares[method])
        text += f"; of {least} {percent(shares[least])}." if shares[most] - shares[least] >= NOTABLE else "."
        sentences.append(text + standing(ranking, most, f"Most {word} units"))
    return sentences


def gradient(layers: LayerStatistics, ranking: Ranking) -> list[str]:
    """The method whose gradient fades or grows most between the last hidden layer and the first, before training."""
    ratios = {}
    for row in measured(layers, "gradient_norm"):
        norms = [row["before"][index] for index in hidden(layers)]
        if len(norms) > 1 and norms[0] and norms[-1]:
            ratios[row["method"]] = norms[0] / norms[-1]
    faint = min(ratios, key=lambda method: ratios[method], default=None)
    if faint is None or ratios[faint] > FADED:
        return []
    text = f"Before training, the gradient of {faint} is {times(1 / ratios[faint])} weaker in the first hidden layer"
    level = min(ratios, key=lambda method: abs(log10(ratios[method])))
    other = f"; of {level} it is {size(ratios[level])}." if ratios[level] > 10 * ratios[faint] else "."
    text += f" than in the last{other}"
    return [text + standing(ranking, faint, "The weakest gradient")]


def failures(ranking: Ranking) -> list[str]:
    """How many of the reported runs diverged or did not learn, by method."""
    sentences = []
    for verb, counts in (
        ("diverged", [(row["diverged"], row) for row in ranking["methods"]]),
        ("did not learn", [(row["unlearned"], row) for row in ranking["methods"]]),
    ):
        lost = sorted((count for count in counts if count[0]), key=lambda count: -count[0])
        texts = [f"{count} of {plural(row['planned'], 'run')} of {row['method']}" for count, row in lost]
        if len(texts) > LISTED:
            texts = [*texts[: LISTED - 1], f"some of {len(texts) - LISTED + 1} other methods"]
        sentences += [f"{listing(texts)} {verb}."] if texts else []
    return sentences


def standing(ranking: Ranking, method: str, what: str) -> str:
    """Whether the method is also the last of the ranking, or the first."""
    scored = [row["method"] for row in ranking["methods"] if row["test_score"]["n"]]
    if len(scored) < 2 or method not in (scored[0], scored[-1]):
        return ""
    return f" {what}, and the {'highest' if method == scored[0] else 'lowest'} test score."


def measured(layers: LayerStatistics, statistic: str) -> list[LayerRow]:
    """The methods for which a statistic was measured."""
    return [row for row in layers["statistics"].get(statistic, []) if row["n"]]


def hidden(layers: LayerStatistics) -> list[int]:
    """The positions of the hidden layers."""
    return [index for index, name in enumerate(layers["layers"]) if name != "output"]


def inner(layers: LayerStatistics, row: LayerRow) -> float | None:
    """A statistic's mean over the hidden layers at the end."""
    values = [value for index in hidden(layers) if (value := row["after"][index]) is not None]
    return sum(values) / len(values) if values else None


def percent(share: float) -> str:
    """`34 %`, `less than 1 %`, `none`."""
    return "none" if share == 0 else "less than 1 %" if share < 0.01 else f"{number(100 * share, 0)} %"


def times(factor: float) -> str:
    """A factor in two digits, from a million on as a power of ten."""
    if factor >= 1e6:
        return f"10{str(round(log10(factor))).translate(POWERS)} times"
    return f"{float(f'{factor:.2g}'):,.{0 if factor >= 10 else 1}f} times"


def size(ratio: float) -> str:
    """How much weaker or stronger."""
    if 0.5 <= ratio <= 2:
        return "about as strong in both"
    return f"{times(1 / ratio)} weaker" if ratio < 1 else f"{times(ratio)} stronger"
