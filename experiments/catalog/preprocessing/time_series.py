"""Series as observed, resampled at regular times, and with their trend removed, before a forecast.

The series are made: level, trend and amplitude differ from one to the next, the times are irregular, and the network
is shown values only. The forecast without trend is scored with the trend added again. As levels and trends make up
nearly all of the variance, R² lies near 1 and small steps of it matter.
The rate 0.1 was added after a first run had been seen.
Cost: 3 methods x 7 rates x 13 replicates of a small network on 1,200 series, one program; 20 seconds on two cores.
Run: python -m experiments.run time_series
"""

from experiments.catalog.parts import mlp
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

NOISE = "0.0005 of R² is as much squared error as the noise makes that nobody can foresee"

STUDY = Study(
    name="time_series",
    title="Before a forecast",
    question="Before a forecast, does it help to resample an irregular series and to take out its trend?",
    notes="Regular resampling and removing the trend help a forecast.",
    doubt="A network can learn a trend from the values, and interpolation smooths what it may need.",
    base=Trial(
        data=part("series", scaling="standard", features="resampled"),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        epochs=40,
    ),
    methods=(
        method("as observed", data=part("base", features="raw")),
        method("resampled"),
        method("resampled, trend removed", data=part("base", features="detrended")),
    ),
    rates=(0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="P8",
            text="Resampling at regular times helps a forecast.",
            pairs=(("resampled", "as observed"),),
            measure="test_score",
            margin=0.0005,
            reason=NOISE,
        ),
        Claim(
            id="P8",
            text="Removing the trend helps beyond that.",
            pairs=(("resampled, trend removed", "resampled"),),
            measure="test_score",
            margin=0.0005,
            reason=NOISE,
        ),
    ),
    charts=(
        Chart(
            kind="measures",
            title="Error and score",
            x="mae",
            y=("test_score",),
            x_label="mean absolute test error in standard deviations",
            y_label="test R²",
        ),
    ),
    own_data=True,
    scales=(quick(rates=(0.0003, 0.003, 0.03)), full(epochs=100)),
)
