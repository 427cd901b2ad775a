"""`--model` and `--check`: networks that do not fit, named before anything is trained."""

from tests.malformed.case import Case

ANY = "Any study can vary the optimizer"
DENSE = "keras.Sequential([keras.Input(input_shape), layers.Dense({})])"
PLAIN, THREE, SINGLE = (f"return {DENSE.format(units)}" for units in ("outputs", 3, 1))
SOFTMAX, SIGMOID = (f"return {DENSE.format(f'outputs, activation={name!r}')}" for name in ("softmax", "sigmoid"))


def network(name, body, *says, words="optimizers", data="wine", takes="input_shape, outputs", model="net.py:build"):
    """A case of a network: the body of its function."""
    text = f"import keras\nfrom keras import layers\n\n\ndef build({takes}):\n    {body}\n"
    return Case(name, f"{words} --model {model} --dataset {data}", says, {"net.py": text})


def ends(kind, line, *says):
    """Cases of studies, of a search and of a check that take one network."""
    asked = {" by --model": "optimizers", " in a search": "tabular", " in a check": "--check"}
    return [network(f"a network {kind}{where}", line, *says, words=words) for where, words in asked.items()]


CASES = [
    *ends("that ends in softmax", SOFTMAX,
          "net.py:build ends in probabilities", "leave the activation of its last layer out",
          "Received: softmax at the end"),
    *ends("of one unit for three classes", SINGLE, "(rows, 3) for the 3 classes of wine",
          "Received: outputs of shape (5, 1)"),
    *ends("for images on a table", "return keras.Sequential([keras.Input((8, 8, 1)), layers.Dense(outputs)])",
          "cannot take the rows of wine, of shape (13,)", "Received: "),
    *ends("of two outputs", "x = keras.Input(input_shape); y = layers.Dense(outputs)(x); return keras.Model(x, [y, x])",
          "Received: outputs of shape (5, 3) and (5, 13)"),
    network("a network that ends in sigmoid, by --model", SIGMOID,
            "Received: sigmoid at the end"),
    network("a network that keeps an axis under --model",
            "return keras.Sequential([layers.Reshape((13, 1)), layers.Dense(outputs)])",
            "Received: outputs of shape (5, 13, 3)"),
    network("a network for a quantity under --model", THREE, "the quantity to predict of diabetes",
            "Received: outputs of shape (5, 3)", data="diabetes"),
    network("a function that returns nothing", DENSE.format("outputs"), "Received: nothing: is `return` missing?"),
    network("a function that returns a layer", "return layers.Dense(outputs)", "Keras Model",
            "Received: an object of Dense"),
    network("a function that raises", "raise ValueError('too deep')", "cannot be made",
            "Received: ValueError: too deep"),
    network("a function that takes what nobody gives", PLAIN, "needs width",
            takes="input_shape, outputs, width"),
    network("a function that is called otherwise", PLAIN, "'net.py:make'",
            "no attribute 'make'", words="optimizers", model="net.py:make"),
    network("a study that trains no network", PLAIN, "landscapes: left out: it trains",
            ANY, words="landscapes"),
    network("a study of networks of its own", PLAIN,
            "left out: it asks about networks of its own, not about yours", ANY, words="depth_and_width"),
    network("a technique that a network has no place for", PLAIN,
            "activations: left out: the activation cannot be set in your network", ANY, words="activations"),
    network("an argument that changes nothing", PLAIN,
            "dropout: left out: your function's argument `dropout` changes nothing", ANY, words="dropout",
            takes="input_shape, outputs, dropout=0.0"),
    Case("a network's file without its function", "optimizers --model net.py", ("--model must be file.py:function",
         "Write net.py:build", "Received: 'net.py'"), {"net.py": "import keras\n"}),
    Case("a network of the suite as one's own", "optimizers --model mlp", ("--model must be file.py:function",
         "Received: 'mlp'")),
    Case("a network's file that is not there", "optimizers --model nets/net.py:build", ("'nets/net.py:build'",
         "Received: ModuleNotFoundError: there is no file nets/net.py")),
    Case("a module that is not there, by --model", "optimizers --model nets.net:build", ("'nets.net:build'",
         "Received: ModuleNotFoundError")),
    Case("a network that Keras did not save", "optimizers --model net.keras --dataset wine",
         ("net.keras cannot be made", "Received: "), {"net.keras": "nothing"}),
    Case("a saved network that is not there", "optimizers --model net.keras --dataset wine",
         ("Received: no such file",)),
    Case("a check of a file that is neither study nor search", "--check net.py", ("must define STUDY",),
         {"net.py": "import keras\n"}),
    Case("a check of a table without a column", "--check mine.csv --target label", ("has no column 'label'",),
         {"mine.csv": "a,b\n1,2\n3,4\n"}),
    Case("a check and a dry run", "optimizers --check --dry-run", ("--check", "--dry-run", "has no effect")),
    Case("a check of what is stored", "optimizers --check --report-only", ("--check has no effect",)),
]  # fmt: skip
