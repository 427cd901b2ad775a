"""Words of statistics, and those of this report's verdicts."""

STATISTICS = {
    "95 % interval": "The range of effects that the data are compatible with; in 95 of 100 such experiments it covers "
    "the true value.",
    "about the margin": "The effect is as large as the smallest one that matters: the interval is narrower than the "
    "margin and lies around it.",
    "average rank": "The mean place of a method over the replicates; 1 would be first in each.",
    "baseline": "What a treatment is compared with.",
    "chance level": "The score of a constant guess, the best that is possible without looking at the features.",
    "chances": "How likely the true effect is above the margin, within it, and beyond it the other way, if every "
    "effect was as likely as any other before the measurement.",
    "contradicted": "The interval rules out the effect that was claimed, and does not rule out harm.",
    "effect": "By how much a treatment differs from its baseline on one measure; positive where the treatment is "
    "better.",
    "effect size": "The mean difference over its standard deviation between replicates (Hedges-corrected d): 1 means "
    "that the effect is as large as the luck of one replicate.",
    "estimation": "Finding values for a model's parameters from data; in deep learning: learning.",
    "fitting": "Choosing a model's parameters so that it describes the data; in deep learning: training.",
    "Friedman test": "Asks whether all methods could be equally good, from their ranks within each replicate.",
    "Holm": "Whoever makes many claims is sometimes right by luck. Holm's correction asks for stronger evidence the "
    "more parts a statement has.",
    "interval": "The range of effects that the data are compatible with. It is a little wider than the usual 95 % "
    "interval, because claims may be looked at more than once, and because other tuning replicates might have chosen "
    "other settings.",
    "intercept": "What a model answers where every feature is 0; in deep learning: a unit's bias.",
    "likelihood": "The probability that a model gives to the data that were seen.",
    "margin": "The smallest effect that would matter to somebody; set for each claim before it was measured.",
    "mean over data sets": "The mean effect on data like these, from the effects on each data set. Its interval allows "
    "for true effects that differ between data sets (a random-effects mean).",
    "mean": "The sum of some values, divided by how many they are.",
    "median": "The value in the middle: half of the values are smaller, half are larger.",
    "n": "The number of replicates, or of pairs of them, behind a number.",
    "not told apart": "The interval of the paired difference contains 0: either of the two may be the better one.",
    "open": "The interval allows more than one of the other verdicts.",
    "p-value": "How often luck alone would produce an effect at least as large as the one seen.",
    "part": "One comparison of a statement: a treatment with a baseline on one measure. Each part has its own verdict.",
    "partly": "Some parts of the statement hold, others are settled otherwise.",
    "paired difference": "The difference between two methods on the same replicate: same split, same batch order, and "
    "where shapes allow the same initial weights.",
    "parameter": "A number inside a model that is found from data; in deep learning: a weight.",
    "points": "Percentage points: 97 % is 2 points more than 95 %.",
    "population": "Everything that the samples were drawn from, not only the samples.",
    "R²": "The share of the target's variance that the model explains: 1 is perfect, 0 a constant guess.",
    "rank of a matrix": "How many of its columns are not combinations of the others.",
    "replicate": "One repetition of everything with another random split, other initial weights and another batch "
    "order; the same for every method, so that methods can be compared pair by pair.",
    "sign test": "Judges a median by counting on how many replicates each side wins.",
    "standard deviation": "The usual distance of values from their mean; the square root of the variance.",
    "Student's t": "The distribution by which the interval of a mean is found when replicates are few.",
    "supported": "The whole interval lies beyond the margin in the claimed direction; for a claim of the kind “at "
    "least as good”, nothing of it lies beyond the margin in the other direction.",
    "too small to matter": "The whole interval lies within the margin.",
    "treatment": "The technique that a claim is about, as compared with its baseline.",
    "tuning replicates": "The repetitions on which each method's learning rate is chosen. They are not reported. "
    "Where a claim stays open, there are twice as many at each look, at the rates that the first might have chosen.",
    "variance": "The mean squared distance of values from their mean.",
}
