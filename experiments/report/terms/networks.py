"""Words about networks: what they are made of."""

NETWORKS = {
    "activation": "The output of a unit; often also the function that makes it.",
    "activation function": "The bend that a unit applies to its weighted sum, such as ReLU; without it, layers in a "
    "row "
    "are one linear map.",
    "alpha dropout": "Dropout for SELU: it keeps mean and standard deviation as they were.",
    "autoencoder": "A network that learns to reproduce its input through a narrow layer.",
    "batch normalisation": "Shifts and scales each unit's values to mean 0 and standard deviation 1 over a mini-batch, "
    "then to a learned mean and spread.",
    "bias": "A number added to a unit's weighted sum; in statistics: an intercept.",
    "CNN": "Convolutional neural network: its layers slide small filters over an image.",
    "convolution": "The same small filter applied at every place of an image, with the same weights.",
    "dead unit": "A unit whose output is 0 for every sample, so that it no longer learns.",
    "dense layer": "A layer in which every unit sees every input.",
    "depth": "The number of layers from input to output.",
    "dropout": "Setting a random share of a layer's outputs to 0 in each training step, and none at prediction.",
    "ELU": "Like ReLU, but falls smoothly to −1 for negative inputs.",
    "feature map": "What one filter of a convolution finds at every place of an image.",
    "GELU": "The input times the probability that a standard normal number is below it; a smooth relative of ReLU.",
    "Glorot initialisation": "Initial weights of variance 2/(inputs + outputs), so that signal and gradient neither "
    "grow "
    "nor shrink with sigmoid or tanh; also called Xavier.",
    "GRU": "Gated recurrent unit: an LSTM with fewer gates.",
    "He initialisation": "Initial weights of variance 2/inputs, made for ReLU.",
    "hidden layer": "A layer between input and output.",
    "initial weights": "The random numbers from which training starts.",
    "layer": "Units that work side by side on the same inputs.",
    "LeakyReLU": "ReLU with a small slope instead of 0 for negative inputs.",
    "LeCun initialisation": "Initial weights of variance 1/inputs, made for SELU.",
    "linear zone": "The middle of a sigmoid, where it is nearly a straight line.",
    "LSTM": "Long short-term memory: a recurrent layer whose gates decide what to keep and what to forget.",
    "LSUV": "Layer-sequential unit variance: initial weights scaled layer by layer, on data, to an output variance of "
    "1.",
    "Mish": "The input times the tanh of its softplus; a smooth relative of ReLU.",
    "MLP": "Multilayer perceptron: dense layers in a row.",
    "Monte Carlo dropout": "Predicting many times with dropout left on, and averaging.",
    "orthogonal initialisation": "Initial weights whose rows are perpendicular and of length 1, so that lengths are "
    "kept.",
    "perceptron": "One unit with a threshold, and a rule that corrects its weights after each mistake.",
    "PReLU": "LeakyReLU whose slope is learned.",
    "ReLU": "Passes positive inputs on and turns negative ones into 0.",
    "RNN": "Recurrent neural network: reads a sequence step by step and keeps a state.",
    "RReLU": "LeakyReLU whose slope is random in training.",
    "saturated unit": "A unit so far out on a sigmoid or tanh that its output hardly changes, and its gradient is "
    "near 0.",
    "SELU": "ELU scaled so that values keep mean 0 and standard deviation 1 from layer to layer.",
    "sigmoid": "Squeezes any number into 0 to 1, along an S.",
    "SiLU": "The input times its sigmoid; a smooth relative of ReLU, also called Swish.",
    "softmax": "Turns numbers into probabilities that sum to 1; the largest number gets the most.",
    "tanh": "Squeezes any number into −1 to 1, along an S.",
    "transfer learning": "Reusing layers that were trained on another task.",
    "unit": "One neuron: a weighted sum of inputs, a bias, an activation function.",
    "weight": "A number inside a network that training changes; in statistics: a parameter.",
    "width": "The number of units in a layer.",
}
