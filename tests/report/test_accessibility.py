"""axe-core finds nothing on any kind of page: wide, on a phone, in the dark; contrast included."""

from importlib.resources import files

import pytest

from tests.report.browser import PHONE, WIDE, ask
from tests.report.test_search_pages import SMALL
from tests.report.test_search_pages import run as searched

pytestmark = pytest.mark.browser
AXE = """
const {violations} = await axe.run(document, {resultTypes: ["violations"]});
return violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.target} ${node.failureSummary}`));"""


@pytest.fixture(scope="module")
def axe():
    """The script of axe-core."""
    return files("axe_core_python").joinpath("axe.min.js").read_text()


@pytest.fixture(scope="module")
def kinds(pages, tmp_path_factory):
    """A page of each kind."""
    folder = tmp_path_factory.mktemp("search")
    searched(folder, SMALL)
    return {name: pages / f"{name}.html" for name in ("index", "activations", "glossary")} | {
        "search": folder / "pages" / "small.html"
    }


@pytest.mark.parametrize(
    ("width", "dark"), [(WIDE, False), (PHONE, False), (WIDE, True)], ids=["wide", "phone", "dark"]
)
@pytest.mark.parametrize("name", ["index", "activations", "glossary", "search"])
def test_axe_finds_nothing(kinds, tmp_path, axe, name, width, dark):
    script = f"all('details').forEach(each => each.open = true); {axe}; {AXE}"
    assert ask(kinds[name], script, tmp_path, width, dark) == []
