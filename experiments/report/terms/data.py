"""Words about data and what is done to them before training."""

DATA = {
    "accuracy": "The share of samples that are classified correctly.",
    "calibration": "How well confidence fits success: of all predictions made with 80 % confidence, 80 % should be "
    "right.",
    "class": "One of the groups that a classifier chooses from.",
    "classification": "Predicting which of several classes a sample belongs to.",
    "confidence": "The probability that a model gives to the class it predicts.",
    "covariate shift": "The inputs come from another distribution than before; inside a network, a layer's inputs "
    "shift "
    "whenever the layers below it learn.",
    "dependent variable": "What a model is to predict; in deep learning: the label.",
    "duplicate": "A row that occurs more than once; if it is in training and test data, the score is too good.",
    "ECE": "Expected calibration error: the mean distance between confidence and the share of right predictions, over "
    "bins of confidence.",
    "feature": "One measured property of a sample, an input of the model; in statistics: an independent variable.",
    "hold-out data": "Rows kept aside to judge a finished model; in deep learning: test data.",
    "imputation": "Filling a missing value with a guess, such as the median of its feature.",
    "independent variable": "What a model predicts from; in deep learning: a feature.",
    "label": "The answer that belongs to a sample; in statistics: the dependent variable.",
    "label noise": "Wrong labels among the right ones.",
    "leak": "Information about the test data that reaches the training, so that the measured score is too good.",
    "min-max scaling": "Shifting and stretching a feature so that its smallest value is 0 and its largest 1.",
    "nominal variable": "A feature whose values are names without an order, such as a port of embarkation.",
    "observation": "One row of data; in deep learning: a sample.",
    "one-hot code": "One column for each value of a nominal variable, 1 in the column of the value and 0 elsewhere; in "
    "statistics: dummy variables.",
    "ordinal code": "Whole numbers in place of names, which puts the names in an order.",
    "outlier": "A value far from all others, by mistake or by nature.",
    "regression": "Predicting a number.",
    "robust scaling": "Subtracting a feature's median and dividing by its middle half's width, which outliers do not "
    "move.",
    "sample": "One row of data: its features and its label; in statistics: an observation.",
    "score": "How good a model is: accuracy for classes, R² for numbers.",
    "split": "The division of the rows into training, validation and test data.",
    "standardising": "Shifting and stretching a feature so that its mean is 0 and its standard deviation 1.",
    "supervised learning": "Learning from samples with labels; in statistics: regression or classification.",
    "test data": "Rows that neither train a model nor choose anything; the reported score is measured on them.",
    "training data": "The rows from which weights are learned.",
    "unsupervised learning": "Learning from samples without labels.",
    "validation data": "Rows that choose, such as the learning rate or the best epoch, but train no weight.",
}
