"""Why a margin is what it is: the reasons that several studies give."""

HALF_POINT = "less than half a percentage point would not change anybody's choice"  # 0.005 of a score
PUBLISHED = "half a percentage point is about what papers and competitions differ by"  # 0.005 of a score
NARROWER = "a gap that is half a percentage point narrower is hardly seen"  # 0.005 between two scores
START = "a start that is two points better on average is hardly seen in a curve"  # 0.02 of an early score
QUARTER = "a quarter more steps is hardly noticed"  # 0.32 of the steps' log2
FAILED = "one failed run in twenty is hardly noticed"  # 0.05 of the runs
OVER_GRID = "a grid is a wide choice, so that a point over all of it is little"  # 0.01 of a score over the grid
EPOCH = "one pass over the data is the finest step that the curves resolve"  # 1 epoch
ROUND_OFF = "round-off of float64 stays far below"  # 1e-6 and less of an exact value
BRIER = "an answer that is certain and wrong costs 2: this is one such answer in 400"  # 0.005 of a Brier score
CONFIDENCE = "confidence that is off by a percentage point less is not noticed"  # 0.01 of a calibration error
EARLIER = "a start that is two percentage points higher on average is the least that a plot of curves shows"  # 0.02
