"""Why a margin is what it is: the reasons that several studies give."""

HALF_POINT = "less than half a percentage point would not change anybody's choice"  # 0.005 of a score
PUBLISHED = "half a percentage point is about what papers and competitions differ by"  # 0.005 of a score
NARROWER = "a gap that is half a percentage point narrower is hardly seen"  # 0.005 between two scores
START = "a start that is two points better on average is hardly seen in a curve"  # 0.02 of an early score
EPOCH = "one pass over the data is the finest step that the curves resolve"  # 1 epoch
ROUND_OFF = "round-off of float64 stays far below"  # 1e-6 and less of an exact value
