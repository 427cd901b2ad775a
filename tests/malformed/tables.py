"""Tables of a user's own that no network can be trained on."""

from tests.malformed.case import Case

START = """
import numpy as np
import pandas as pd
from experiments.data import Table

X = np.random.default_rng(0).normal(size=(60, 3)).astype("float32")
Y = (np.arange(60) % 2).astype("int32")

def t(x=X, y=Y, classes=("no", "yes"), task="classification", test=None, **more):
    return Table("mine", "mine", task, x, y, classes, test, "made here", **more)

def made():
    return """


def case(number: int, name: str, code: str, *says: str) -> Case:
    """A module of its own whose function `made` returns what the code says."""
    module = f"malformed_table_{number}"
    return Case(
        name, f"optimizers --dataset {module}:made", (f"{module}:made", *says), {f"{module}.py": f"{START}{code}\n"}
    )


FAULTS = [
    ("test from the first row on", "t(test=0)", "test is the first row", "Received: 0"),
    ("test beyond the rows", "t(test=60)", "from 6 to 59", "Received: 60"),
    ("a test share", "t(test=0.2)", "whole number", "Received: 0.2"),
    ("a truth value as test", "t(test=True)", "Received: True"),
    ("test rows as a list", "t(test=[50, 51])", "test is the first row", "[50, 51]"),
    ("too few rows before the test", "t(test=3)", "from 6", "Received: 3"),
    ("validation without test", "t(validation=[1, 2])", "validation goes with test"),
    ("validation beyond the rows", "t(test=50, validation=[40, 70])", "between 0 and 59", "70"),
    ("validation before the rows", "t(test=50, validation=[-1, 4])", "between 0 and 59", "-1"),
    ("validation of everything", "t(test=50, validation=range(50))", "no row to train on"),
    ("no validation row", "t(test=50, validation=[])", "validation must be row numbers"),
    ("validation as a share", "t(test=50, validation=0.2)", "validation must be row numbers", "0.2"),
    ("a table of a task that there is not", "t(task='ranking')", "classification or regression", "'ranking'"),
    ("classes of a quantity", "t(task='regression')", "classes go with", "('no', 'yes')"),
    ("class numbers from 1", "t(y=Y + 1)", "class numbers from 0 to 1", "1, 2"),
    ("negative class numbers", "t(y=2 * Y - 1)", "class numbers from 0 to 1", "-1, 1"),
    ("class numbers with a fraction", "t(y=Y + 0.5)", "class numbers", "0.5", "task='regression'"),
    ("a word that is no class", "t(y=np.array(['no', 'perhaps'])[Y])", "'perhaps'", "no, yes"),
    ("a missing class", "t(y=pd.Series([None, *Y[1:]]))", "y is missing in row 0"),
    ("classes of one name", "t(classes=('yes', 'yes'))", "different names", "yes, yes"),
    ("a single class", "t(y=0 * Y, classes=('no',))", "at least two"),
    ("a single class without a name", "t(y=0 * Y, classes=None)", "at least two classes"),
    ("one text as classes", "t(classes='no')", "classes must be names", "'no'"),
    ("a number of classes", "t(classes=2)", "classes must be names", "Received: 2"),
    ("as many classes as rows", "t(y=np.arange(60), classes=None)", "60 different values", "task='regression'"),
    ("a row of ones and zeros a class", "t(y=np.eye(2)[Y])", "one class a row", "(60, 2)", "argmax"),
    ("two quantities", "t(y=X[:, :2], classes=None, task='regression')", "one quantity a row", "(60, 2)"),
    ("a quantity of words", "t(y=['a'] * 60, classes=None, task='regression')", "y must hold numbers"),
    ("a missing quantity", "t(y=np.where(Y, 1.5, np.nan), classes=None, task='regression')", "y is missing in row 0"),
    ("an infinite quantity", "t(y=np.where(Y, 1.5, np.inf), classes=None, task='regression')", "y holds inf in row 0"),
    ("an infinite feature", "t(x=np.where(X == X[4, 2], np.inf, X))", "x holds inf in row 4, feature 2"),
    (
        "a feature beyond float32",
        "t(x=np.where(X == X[4, 2], 1e39, X.astype(float)))",
        "1e+39",
        "row 4, feature 2",
        "rescale",
    ),
    ("a feature below float32", "t(x=X * [1.0, 1e-40, 1.0])", "x, feature 1", "unit"),
    ("a feature without values", "t(x=np.where([True, False, True], X, np.nan))", "no value in any row", "number 1"),
    ("a DataFrame with text", "t(x=pd.DataFrame(X).assign(city='Bonn'))", "x must hold numbers", "city", "get_dummies"),
    ("a DataFrame with dates", "t(x=pd.DataFrame({'a': X[:, 0], 'day': pd.Timestamp('2024-01-01')}))", "day"),
    ("words as features", "t(x=[['a', 'b']] * 60)", "x must hold numbers", "get_dummies"),
    ("rows of different lengths", "t(x=[[1.0, 2.0]] * 59 + [[1.0]])", "x must be an array of numbers"),
    ("complex features", "t(x=X + 1j)", "x must hold numbers", "complex"),
    ("a sparse matrix", "t(x=__import__('scipy.sparse').sparse.csr_matrix(X))", "sparse", "toarray"),
    ("no feature", "t(x=X[:, :0])", "at least one feature", "(60, 0)"),
    ("a number as x", "t(x=3)", "x must have rows", "()"),
    ("no x", "t(x=None)", "x must"),
    ("no y", "t(y=None)", "y must be one class a row"),
    ("fewer targets than rows", "t(y=Y[:50])", "x has 60 rows and y has 50"),
    ("too few rows", "t(x=X[:8], y=Y[:8])", "at least 10 rows", "Received: 8"),
    ("a base of classes", "t(base=X[:, :1])", "base goes with a quantity"),
    ("a base of another length", "t(y=X[:, 0], classes=None, task='regression', base=X[:9, :1])", "base", "60 rows"),
    ("a title that is no text", "Table('mine', 3, 'classification', X, Y, ('no', 'yes'), None, 'here')", "title", "3"),
    ("a pair of arrays", "X, Y", "must return an experiments.data.Table", "tuple"),
    ("nothing", "None", "must return an experiments.data.Table", "NoneType"),
    ("a file that is missing", "pd.read_parquet('/no/such.parquet')", "could not be loaded"),
    ("an error of its own", "1 / 0", "ZeroDivisionError"),
]

OTHERS = [
    Case("a module that is not there", "optimizers --dataset no_such_module:made",
         ("no_such_module:made", "No module")),
    Case("a function that is not there", "optimizers --dataset malformed_table_a:other", ("malformed_table_a", "other"),
         {"malformed_table_a.py": START + "t()\n"}),
    Case("a table that is no function", "optimizers --dataset malformed_table_b:TABLE", ("must be a function", "Table"),
         {"malformed_table_b.py": START + "t()\n\nTABLE = t()\n"}),
    Case("a module with a mistake", "optimizers --dataset malformed_table_c:made", ("SyntaxError",),
         {"malformed_table_c.py": "def made(:\n"}),
    Case("a function that needs an argument", "optimizers --dataset malformed_table_d:made", ("TypeError", "rows"),
         {"malformed_table_d.py": "def made(rows):\n    return rows\n"}),
]  # fmt: skip

CASES = [*(case(number, *fault) for number, fault in enumerate(FAULTS)), *OTHERS]
