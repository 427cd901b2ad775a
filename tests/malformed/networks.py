"""Networks, losses and optimizers of the user's own that cannot be trained."""

from tests.malformed.case import Case

NET = "keras.Sequential([keras.Input(input_shape), keras.layers.Dense(outputs)])"
STUDY = """\
from experiments.spec import Trial, part
from experiments.study import Study, method

BASE = Trial(
    data=part("wine"),
    model={model},
    loss={loss},
    optimizer={optimizer},
    evaluation={evaluation},
    diagnostics={diagnostics!r},
    callback={callback},
    epochs=1,
)
STUDY = Study("own", "Own", "Which?", "A.", "B.", BASE, (method("it"),), rates=(0.01,), tuning=1, replicates=1)
"""


def own(name, module, *says, line="--dataset wine", **parts):
    """A case of a study of one method whose parts are in `net.py`."""
    plain = {"model": 'part("mlp", hidden=(4,))', "loss": None, "optimizer": 'part("sgd")', "evaluation": None}
    study = STUDY.format(**{**plain, "diagnostics": None, "callback": None, **parts})
    module = f"import keras\nfrom keras import ops\n\n\n{module}\n"
    return Case(name, f"study.py {line} --workers 1", says, {"study.py": study, "net.py": module})


def network(name, body, *says, options="", takes="input_shape, outputs, seed", **more):
    """A case of a network: the body of its function."""
    return own(
        name, f"def build({takes}):\n    {body}", "net:build", *says, model=f'part("net:build"{options})', **more
    )


def loss(name, body, *says, options="", takes="y_true, y_pred", **more):
    """A case of a loss: the body of its function."""
    return own(name, f"def cost({takes}):\n    {body}", "net:cost", *says, loss=f'part("net:cost"{options})', **more)


def callback(name, module, *says, **more):
    """A case of a callback: the module that defines `call`."""
    return own(name, module, "net:call", *says, callback='part("net:call")', **more)


def optimizer(name, module, *says, options="", **more):
    """A case of an optimizer: the module that defines `rule`."""
    return own(name, module, "net:rule", *says, optimizer=f'part("net:rule"{options})', **more)


SUBCLASS = """\
class Net(keras.Model):
    def __init__(self, outputs):
        super().__init__()
        self.last = keras.layers.Dense(outputs)

    def call(self, x):
        return self.last(x)


def build(outputs):
    return Net(outputs)
"""

CASES = [
    own("a network in a module that is not there", "", "'nowhere:build'", "Received: ModuleNotFoundError",
        "or installed", model='part("nowhere:build")'),
    own("a network that its module lacks", "", "'net:build'", "Received: AttributeError", "no attribute 'build'",
        model='part("net:build")'),
    own("a network in a module that fails", "1 / 0", "'net:build'", "Received: ZeroDivisionError",
        model='part("net:build")'),
    own("a network in a module with a slip of the pen", "def build(:", "'net:build'", "Received: SyntaxError",
        model='part("net:build")'),
    own("a network of no name", "", "'net:'", "module:attribute", model='part("net:")'),
    own("a network that is a number", "build = 3", "net:build", "a function or a class", "Received: 3",
        model='part("net:build")'),
    own("a network that is a network", "build = keras.Sequential([keras.layers.Dense(3)])", "a new one for each trial",
        "Received: an object of Sequential", model='part("net:build")'),
    own("a network that is a class of layers", "build = keras.layers.Flatten", "Keras Model",
        "Received: an object of Flatten", model='part("net:build")'),
    network("a network that fails", "raise ValueError('too\\n  deep')", "Received: ValueError: too deep"),
    network("a network without return", NET, "Keras Model", "Received: nothing: is `return` missing?"),
    network("a network that gives its class", "return keras.Sequential", "Received: the class Sequential"),
    network("a network that gives a layer", "return keras.layers.Dense(outputs)", "Received: an object of Dense"),
    network("a network that gives a pair", f"return {NET}, 3", "Received: an object of tuple"),
    network("a network that needs what nobody gives", f"return {NET}", "needs width",
        "Received: net:build", takes="input_shape, outputs, width"),
    network("a network with an option that it does not take", f"return {NET}", "has no option `withd`",
        "Received: withd", options=", withd=3"),
    network("a network with a misspelt option", f"return {NET}", "Did you mean width", "Received: withd",
        options=", withd=3", takes="input_shape, outputs, width=3"),
    network("a network with an option of a wrong kind", "return keras.Sequential([keras.layers.Dense(width)])",
        "Received: ValueError", options=', width="many"', takes="width"),
    network("a network of one unit for three classes", "return keras.Sequential([keras.layers.Dense(1)])", "3 classes",
        "(rows, 3)", "Received: outputs of shape (5, 1)"),
    network("a network of too many units", "return keras.Sequential([keras.layers.Dense(outputs + 1)])", "(rows, 3)",
        "Received: outputs of shape (5, 4)"),
    network("a network of two outputs",
        "x = keras.Input(input_shape); y = keras.layers.Dense(outputs); return keras.Model(x, [y(x), x])",
        "or each of several last ones", "Received: outputs of shape (5, 3) and (5, 13)"),
    network("a network that keeps an axis",
        "return keras.Sequential([keras.layers.Reshape((13, 1)), keras.layers.Dense(outputs)])", "(rows, 3)",
        "Received: outputs of shape (5, 13, 3)"),
    network("a network for images", "return keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Flatten()])",
        "cannot take the rows of wine, of shape (13,)", "Received: ValueError"),
    network("a network of two inputs that leave columns over",
        "a, b = [keras.Input((1,), name=name) for name in ('alcohl', 'hue')]; return keras.Model([a, b], a + b)",
        "take together the 12 features", "Did you mean alcohol?", "Received: alcohl of width 1"),
    network("a network of an input too narrow for its column",
        "a, b = [keras.Input((2,), name=name) for name in ('ash', 'rest')]; return keras.Model([a, b], a + b)",
        "keras.Input((1,), name='ash')", "Received: 2"),
    network("a network with nothing to train",
        "y = keras.layers.Dense(outputs, trainable=False); return keras.Sequential([keras.Input(input_shape), y])",
        "no weights that train", "Received: 2 weights"),
    network("a network that ends in softmax",
        "return keras.Sequential([keras.layers.Dense(outputs, activation='softmax')])", "class scores before softmax",
        "from_logits=False", "Received: softmax at the end"),
    network("a network that ends in a softmax layer",
        "return keras.Sequential([keras.layers.Dense(outputs), keras.layers.Softmax()])",
        "Received: softmax at the end"),
    network("a network that ends in sigmoid",
        "return keras.Sequential([keras.layers.Dense(outputs, activation='sigmoid')])", "Received: sigmoid at the end"),
    network("a network that ends in softmax under a loss that applies it",
        "return keras.Sequential([keras.layers.Dense(outputs, activation='softmax')])", "Received: softmax at the end",
        loss='part("softmax_squared_error")'),
    network("probabilities whose calibration is asked for",
        "return keras.Sequential([keras.layers.Dense(outputs, activation='softmax')])", "the evaluation calibration",
        "Received: softmax at the end", loss='part("cross_entropy", from_logits=False)',
        evaluation='part("calibration")'),
    network("a network for a quantity with three units", "return keras.Sequential([keras.layers.Dense(3)])",
        "the quantity to predict of diabetes", "(rows, 1)", "Received: outputs of shape (5, 3)",
        line="--dataset diabetes"),
    own("layer statistics of a subclassed network", SUBCLASS, "a functional or a Sequential network",
        "leave out `diagnostics`", "Received: Net", model='part("net:build")', diagnostics="light"),
    own("masks of a network without dropout", f"def build(input_shape, outputs):\n    return {NET}",
        "needs a network with dropout", "Received: dense", model='part("net:build")', evaluation='part("monte_carlo")'),
    own("a network that the stacked engine cannot train",
        "def build(outputs):\n    layer = keras.layers.RandomFourier()\n", "net:build",
        "Received: AttributeError", model='part("net:build")', line="--engine stacked"),
    own("an optimizer of Keras in the stacked engine", "", "keras.optimizers:Adam is trained by fit",
        "without a pure rule", "--engine auto or fit", "Received: --engine stacked",
        optimizer='part("keras.optimizers:Adam")', line="--engine stacked"),
    callback("a callback that is a function of nothing", "def call(): ...", "Keras Callback", "Received: nothing"),
    callback("a callback that is an object", "call = keras.callbacks.Callback()", "a function or a class"),
    own("a callback of no known name", "", "Unknown callback", "your own is written", callback='part("patience")'),
    own("a loss in a module that is not there", "", "'nowhere:cost'", "Received: ModuleNotFoundError",
        loss='part("nowhere:cost")'),
    own("a loss that is an object", "cost = keras.losses.Huber()", "net:cost", "a function or a class",
        "Received: an object of Huber", loss='part("net:cost")'),
    own("a loss that is no class of losses", "cost = keras.layers.Flatten", "Keras Loss",
        "Received: an object of Flatten", loss='part("net:cost")'),
    loss("a loss of one number", "return ops.mean(ops.square(ops.cast(y_true, 'float32') - y_pred[:, 0]))",
        "one value a row", "keras.losses", "Received: shape ()"),
    loss("a loss of rows by rows", "return ops.square(y_true[:, None] - y_pred[:, 0][None])", "one value a row",
        "Received: shape (5, 5)"),
    loss("a loss of shapes that do not go together", "return ops.square(y_true - y_pred)", "cannot be computed",
        "targets (5,) and predictions (5, 3)", "Received: "),
    loss("a loss that fails", "raise KeyError('weights')", "Received: KeyError: 'weights'"),
    loss("a loss without return", "ops.square(y_pred)", "cannot be computed", "Received: AttributeError"),
    loss("a loss of predictions alone", "return y_pred[:, 0]", "y_true, y_pred", "Received: y_pred", takes="y_pred"),
    loss("a loss with an option that it does not take", "return y_pred[:, 0]", "y_true, y_pred",
        "has no option `weights`", options=", weights=(1.0, 2.0)"),
    loss("a loss that needs what nobody gives", "return y_pred[:, 0]", "and then its options",
        "Received: y_true, y_pred, weights", takes="y_true, y_pred, weights"),
    own("a loss that is a sum", "", "mean over rows", "Received: reduction='sum'",
        loss='part("keras.losses:Huber", reduction="sum")'),
    own("a loss of the suite as a sum", "", "mean over rows", "Received: reduction='sum'",
        loss='part("cross_entropy", reduction="sum")'),
    own("an optimizer in a module that is not there", "", "'nowhere:rule'", "Received: ModuleNotFoundError",
        optimizer='part("nowhere:rule")'),
    optimizer("an optimizer that is an object", "rule = keras.optimizers.SGD()", "a function or a class",
        "must be a function or a class", "SGD object"),
    optimizer("an optimizer that is no class of optimizers", "rule = keras.layers.Dense", "needs units",
        "Received: learning_rate"),
    optimizer("an optimizer without a learning rate", "def rule():\n    return keras.optimizers.SGD(0.1)",
        "takes no argument", "Received: learning_rate"),
    optimizer("an optimizer without return", "def rule(learning_rate):\n    keras.optimizers.SGD(learning_rate)",
        "Keras Optimizer", "Received: nothing"),
    optimizer("an optimizer with a misspelt option",
        "def rule(learning_rate, momentum=0.0):\n    return keras.optimizers.SGD(learning_rate, momentum)",
        "Did you mean momentum", "Received: momentun", options=", momentun=0.9"),
    optimizer("an optimizer with a setting out of range",
        "def rule(learning_rate, momentum=0.0):\n    return keras.optimizers.SGD(learning_rate, momentum)",
        "Received: ValueError", options=", momentum=2.0"),
]  # fmt: skip
