"""The worked example of Demšar 2006, "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 7: 1-30."""

import pandas as pd

from experiments.judging import ranks
from experiments.verification.check import Check, printed

METHODS = ("C4.5", "C4.5+m", "C4.5+cf", "C4.5+m+cf")
# table 6: area under the ROC curve
PUBLISHED = {
    "adult": (0.763, 0.768, 0.771, 0.798),
    "breast cancer": (0.599, 0.591, 0.590, 0.569),
    "breast cancer wisconsin": (0.954, 0.971, 0.968, 0.967),
    "cmc": (0.628, 0.661, 0.654, 0.657),
    "ionosphere": (0.882, 0.888, 0.886, 0.898),
    "iris": (0.936, 0.931, 0.916, 0.931),
    "liver disorders": (0.661, 0.668, 0.609, 0.685),
    "lung cancer": (0.583, 0.583, 0.563, 0.625),
    "lymphography": (0.775, 0.838, 0.866, 0.875),
    "mushroom": (1.000, 1.000, 1.000, 1.000),
    "primary tumor": (0.940, 0.962, 0.965, 0.962),
    "rheum": (0.619, 0.666, 0.614, 0.669),
    "voting": (0.972, 0.981, 0.975, 0.975),
    "wine": (0.957, 0.978, 0.946, 0.970),
}
UNPRINTED = 1e-4  # the two .975 of voting have ranks 2 and 3 in print, so they differ in a digit that is not


def scores() -> pd.DataFrame:
    """One row a data set, one column a method, with the order in which the paper ranks voting."""
    table = pd.DataFrame.from_dict(PUBLISHED, orient="index", columns=pd.Index(METHODS))
    table.loc["voting", "C4.5+cf"] += UNPRINTED
    return table


def rows() -> list[Check]:
    """Mean ranks, Friedman's and Iman and Davenport's tests, critical differences, Wilcoxon's test."""
    table = scores()
    average = ranks.average_ranks(table)
    signed = ranks.wilcoxon(table["C4.5"], table["C4.5+m"])
    means = zip(METHODS, ("3.143", "2.000", "2.893", "1.964"), strict=True)
    return [
        *(printed(f"Mean rank of {name}", text, average[name]) for name, text in means),
        printed("Friedman's χ²", "9.28", ranks.chi_square(table, ties=False), "not corrected for ties, as printed"),
        printed("Iman and Davenport's F (3, 39)", "3.69", ranks.iman_davenport(table, ties=False)[0]),
        printed("Nemenyi's critical difference, 0.05", "1.25", ranks.nemenyi(4, 14, 0.05)),
        printed("Nemenyi's critical difference, 0.10", "1.12", ranks.nemenyi(4, 14, 0.10)),
        printed("Wilcoxon's T, C4.5 against C4.5+m", "12", signed.t, "ranks of zeros split evenly"),
        printed("Wilcoxon's z", "-2.54", signed.z),
    ]
