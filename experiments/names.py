"""Names that specs may use, one literal dict a kind: name -> "module:attribute". Nothing is imported here."""

OPTIMIZERS = {
    "sgd": "custom_layers.optimizers:SGD",
    "momentum": "custom_layers.optimizers:Momentum",
    "nesterov": "custom_layers.optimizers:Nesterov",
    "adagrad": "custom_layers.optimizers:AdaGrad",
    "rmsprop": "custom_layers.optimizers:RMSProp",
    "adam": "custom_layers.optimizers:Adam",
    "adamax": "custom_layers.optimizers:AdaMax",
    "nadam": "custom_layers.optimizers:Nadam",
    "adamw": "custom_layers.optimizers:AdamW",
    "amsgrad": "custom_layers.optimizers:AMSGrad",
    "radam": "custom_layers.optimizers:RAdam",
    "adabelief": "custom_layers.optimizers:AdaBelief",
    "lion": "custom_layers.optimizers:Lion",
    "muon": "custom_layers.optimizers:Muon",
    "schedule_free_adamw": "custom_layers.optimizers:ScheduleFreeAdamW",
}

SCHEDULES = {
    "constant": "custom_layers.schedules:Constant",
    "exponential": "custom_layers.schedules:Exponential",
    "one_cycle": "custom_layers.schedules:OneCycle",
    "step": "custom_layers.schedules:Step",
    "power": "custom_layers.schedules:Power",
    "piecewise_constant": "custom_layers.schedules:PiecewiseConstant",
    "cosine_restarts": "custom_layers.schedules:CosineRestarts",
    "plateau": "custom_layers.schedules:Plateau",
}

# Schedules that find a trial's rate before its training; the trial's own rate is a multiple of what they find.
RATES = {
    "range_test": "experiments.engines.rising_rate:suggested",
}

ACTIVATIONS = {
    "sigmoid": "custom_layers.activations:Sigmoid",
    "tanh": "custom_layers.activations:Tanh",
    "relu": "custom_layers.activations:ReLU",
    "leaky_relu": "custom_layers.activations:LeakyReLU",
    "prelu": "custom_layers.activations:PReLU",
    "elu": "custom_layers.activations:ELU",
    "selu": "custom_layers.activations:SELU",
    "gelu": "custom_layers.activations:GELU",
    "silu": "custom_layers.activations:SiLU",
    "mish": "custom_layers.activations:Mish",
    "linear": "custom_layers.activations:Linear",
    "softplus": "custom_layers.activations:Softplus",
    "rrelu": "custom_layers.activations:RReLU",
}

INITIALIZERS = {
    "glorot_uniform": "custom_layers.initializers:GlorotUniform",
    "glorot_normal": "custom_layers.initializers:GlorotNormal",
    "he_uniform": "custom_layers.initializers:HeUniform",
    "he_normal": "custom_layers.initializers:HeNormal",
    "lecun_normal": "custom_layers.initializers:LeCunNormal",
    "he_average": "custom_layers.initializers:HeAverage",
    "constant": "custom_layers.initializers:Constant",
    "random_normal": "custom_layers.initializers:RandomNormal",
    "random_uniform": "custom_layers.initializers:RandomUniform",
    "orthogonal": "custom_layers.initializers:Orthogonal",
    "sparse": "custom_layers.initializers:Sparse",
    "random_walk": "custom_layers.initializers:RandomWalk",
}

CELLS = {
    "simple_rnn": "custom_layers.layers:SimpleRNN",
    "lstm": "custom_layers.layers:LSTM",
    "gru": "custom_layers.layers:GRU",
}

EMBEDDINGS = {
    "periodic": "custom_layers.layers:PeriodicEncoding",
    "piecewise_linear": "custom_layers.layers:PiecewiseLinearEncoding",
}

MODELS = {
    "mlp": "experiments.models.mlp:mlp",
    "cnn": "experiments.models.cnn:cnn",
    "rnn": "experiments.models.rnn:rnn",
    "quadratic": "experiments.models.quadratic:quadratic",
    "autoencoder": "experiments.models.autoencoder:autoencoder",
}

LOSSES = {
    "cross_entropy": "keras.losses:SparseCategoricalCrossentropy",
    "squared_error": "keras.losses:MeanSquaredError",
    "absolute_error": "keras.losses:MeanAbsoluteError",
    "huber": "keras.losses:Huber",
    "smoothed_cross_entropy": "custom_layers.losses:SmoothedCrossEntropy",
    "softmax_squared_error": "custom_layers.losses:SoftmaxSquaredError",
    "negative_log_likelihood": "custom_layers.losses:NegativeLogLikelihood",
    "prediction": "custom_layers.losses:Prediction",
}

DATASETS = {
    "digits": "sklearn.datasets:load_digits",
    "breast_cancer": "sklearn.datasets:load_breast_cancer",
    "wine": "sklearn.datasets:load_wine",
    "diabetes": "sklearn.datasets:load_diabetes",
    "fashion_mnist": "keras.datasets.fashion_mnist:load_data",
    "mnist": "keras.datasets.mnist:load_data",
    "california_housing": "keras.datasets.california_housing:load_data",
    "adding": "experiments.data.made.sequences:adding",
    "recall": "experiments.data.made.sequences:recall",
    "series": "experiments.data.made.series:series",
    "nominal": "experiments.data.made.nominal:nominal",
    "rare": "experiments.data.made.rare:rare",
    "xor_blobs": "experiments.data.made.shapes:xor_blobs",
    "two_moons": "experiments.data.made.shapes:two_moons",
    "quadratic_deep": "experiments.data.made.quadratic:quadratic_deep",
    "teacher": "experiments.data.made.teacher:teacher",
    "mixed": "experiments.data.made.mixed:mixed",
    "moved_digits": "experiments.data.made.moved_digits:moved_digits",
}

# How classes may weigh in the training loss.
CLASS_WEIGHTS = ("balanced",)

# Data sets of which every replicate draws a table of its own.
FRESH = ("teacher", "mixed", "moved_digits")

# Data sets that draw numbers: another `--seed` makes other ones.
DRAWN = ("adding", "recall", "series", "nominal", "rare", "xor_blobs", "two_moons", "quadratic_deep", *FRESH)

REGRESSION = ("diabetes", "california_housing", "adding", "series", "quadratic_deep")
TASKS = {name: "regression" if name in REGRESSION else "classification" for name in DATASETS}

SIMULATIONS: dict[str, str] = {
    "sigmoid_unit": "experiments.simulations.sigmoid_unit:sigmoid_unit",
    "sigmoid_gradient": "experiments.simulations.sigmoid_gradient:sigmoid_gradient",
    "softmax_identities": "experiments.simulations.softmax_identities:softmax_identities",
    "likelihood_identity": "experiments.simulations.likelihood_identity:likelihood_identity",
    "cross_entropy_bound": "experiments.simulations.cross_entropy_bound:cross_entropy_bound",
    "linear_stack": "experiments.simulations.linear_stack:linear_stack",
    "elu_smoothness": "experiments.simulations.elu_smoothness:elu_smoothness",
    "activation_curves": "experiments.simulations.activation_curves:activation_curves",
    "moments_per_map": "experiments.simulations.moments_per_map:moments_per_map",
    "population_moments": "experiments.simulations.population_moments:population_moments",
    "linear_zone": "experiments.simulations.linear_zone:linear_zone",
    "whole_set_moments": "experiments.simulations.whole_set_moments:whole_set_moments",
    "perceptron": "experiments.simulations.perceptron:perceptron",
    "hand_backpropagation": "experiments.simulations.hand_backpropagation:hand_backpropagation",
    "output_first": "experiments.simulations.output_first:output_first",
    "feature_scale": "experiments.simulations.feature_scale:feature_scale",
    "sign_agreement": "experiments.simulations.sign_agreement:sign_agreement",
    "duplicate_leak": "experiments.simulations.duplicate_leak:duplicate_leak",
    "reference_model": "experiments.simulations.reference_model:reference_model",
    "chosen_on_test": "experiments.simulations.chosen_on_test:chosen_on_test",
    "landscape_grid": "experiments.simulations.landscape_grid:landscape_grid",
    "landscape_path": "experiments.simulations.landscape_path:landscape_path",
    "global_minimum_share": "experiments.simulations.global_minimum_share:global_minimum_share",
    "terminal_speed": "experiments.simulations.terminal_speed:terminal_speed",
    "step_noise": "experiments.simulations.step_noise:step_noise",
    "effective_rate": "experiments.simulations.effective_rate:effective_rate",
    "first_steps": "experiments.simulations.first_steps:first_steps",
    "long_walk": "experiments.simulations.long_walk:long_walk",
    "wandering": "experiments.simulations.wandering:wandering",
    "divergence_bound": "experiments.simulations.divergence_bound:divergence_bound",
    "schedule_curves": "experiments.simulations.schedule_curves:schedule_curves",
    "signal": "experiments.simulations.signal:signal",
    "gradient_level": "experiments.simulations.gradient_level:gradient_level",
    "selu_thousand_layers": "experiments.simulations.selu_thousand_layers:selu_thousand_layers",
    "gradient_through_time": "experiments.simulations.gradient_through_time:gradient_through_time",
    "step_seconds": "experiments.simulations.step_seconds:step_seconds",
    "step_ratio": "experiments.simulations.step_ratio:step_ratio",
    "input_drift": "experiments.simulations.input_drift:input_drift",
    "histogram": "experiments.simulations.histogram:histogram",
    "revival": "experiments.simulations.revival:revival",
    "search_race": "experiments.simulations.search_race:search_race",
}

# Simulations that measure time, so that nothing else may run meanwhile.
TIMED = ("step_seconds", "step_ratio")

# Options of data that change what a network sees of a row, and not which rows there are.
VIEW = ("scaling", "stretch", "offset", "class_weights")

# Where initial weights come from, if they are not just drawn.
STARTS = {
    "lsuv": "experiments.engines.starts.lsuv:lsuv",
    "transfer": "experiments.engines.starts.transfer:transfer",
    "autoencoder": "experiments.engines.starts.autoencoder:autoencoder",
}

# What is done at random to the rows of each training batch.
AUGMENTATIONS = {
    "mixup": "experiments.engines.augmentation:Mixup",
    "cut_out": "experiments.engines.augmentation:CutOut",
}

# Options under which stored results were wrong in 0.1.0; they have other keys now, so that they are trained anew.
MENDED = {"schedule_free_adamw": ("weight_decay",)}  # it decayed twice in a stack

# Options that differ only in value, so that trials with different ones share a compiled program.
VALUES = {
    "mlp": ("initializer", "dropout", "l1", "l2", "max_norm"),
    "cnn": ("initializer", "dropout"),
    "rnn": ("initializer", "recurrent_initializer"),
    "autoencoder": ("initializer",),
    "periodic": ("scale",),
    "noise": ("size",),
    "leaky_relu": ("negative_slope",),
    "elu": ("alpha",),
}
