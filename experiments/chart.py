"""A figure that a study asks for."""

from dataclasses import dataclass

USUAL = (
    "gains",
    "ranking",
    "learning",
    "ranks",
    "epochs",
    "sensitivity",
    "first_gradients",
    "gradients",
)  # on any page


@dataclass(frozen=True)
class Chart:
    """A figure of a study's page beside the usual ones; see `experiments.report.sections.charts`.

    Attributes:
        kind: `curves` (a simulation's series), `layers` (a statistic by depth), `epochs` (a statistic by epoch),
            `against` (a measure over the methods' `position`, a line a family), `measures` (one measure against
            another), `paths`, `histograms`, `calibration` or `confusion`.
        title: what it shows.
        x, y: a series, statistic or measure; `y` may be several.
        x_label, y_label: the axes, with units.
        methods: whose; all if empty.
        x_log, y_log: logarithmic axes.
        marks: reference lines, (`x` or `y`, value, label).
    """

    kind: str
    title: str
    x: str = ""
    y: tuple[str, ...] = ()
    x_label: str = ""
    y_label: str = ""
    methods: tuple[str, ...] = ()
    x_log: bool = False
    y_log: bool = False
    marks: tuple[tuple[str, float, str], ...] = ()
