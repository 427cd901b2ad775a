"""What goes along to another machine: code of the user's own as files, data as tables; and what is in the way."""

import socket
from contextlib import closing

import pytest

from experiments import content
from experiments.data import load, loading
from experiments.errors import UserError
from experiments.execution.cluster import freight, nodes
from experiments.execution.cluster.connection import Size, answers, check_address
from experiments.run import main
from experiments.spec import part

NET = "import helper\n\ndef build(input_shape, outputs):\n    return helper.network(input_shape, outputs)\n"


@pytest.fixture
def working_folder(tmp_path, monkeypatch):
    """A working folder with a network of the user's own and a data file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nets").mkdir()
    (tmp_path / "nets" / "net.py").write_text(NET)
    (tmp_path / "nets" / "helper.py").write_text("def network(input_shape, outputs):\n    return None\n")
    (tmp_path / "rows.csv").write_text("a,y\n" + "".join(f"{i},{i % 2}\n" for i in range(40)))
    return tmp_path


def test_a_network_takes_along_what_it_imports(working_folder):
    assert dict(freight.files("nets/net.py:build")) == {
        "nets/net.py": NET.encode(),
        "nets/helper.py": (working_folder / "nets" / "helper.py").read_bytes(),
    }


def test_a_file_outside_the_working_folder_stays_where_it_is(working_folder, monkeypatch):
    monkeypatch.chdir(working_folder / "nets")
    assert not list(freight.files("../nets/net.py:build"))
    assert not list(freight.files(f"{working_folder}/nets/net.py:build"))


def test_what_is_the_suites_own_or_installed_goes_nowhere():
    assert not list(freight.files("mlp")) and not list(freight.files("keras.layers:Dense"))


def test_on_a_node_files_lie_as_they_lay_and_data_are_there_without_their_file(working_folder, tmp_path, monkeypatch):
    data = part("rows.csv", target="y")
    table = load(data)
    files = dict(freight.files("nets/net.py:build"))
    (working_folder / "rows.csv").unlink()
    monkeypatch.chdir(tmp_path.parent)  # where a node's process begins
    monkeypatch.setattr(content, "SHIPPED", {})
    monkeypatch.setattr(loading, "PROVIDED", {})
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    freight.unpack(files, {"rows.csv": data.content}, {data: table})
    assert load(data) is table and content.content("rows.csv") == data.content
    assert dict(freight.files("nets/net.py:build")) == files
    monkeypatch.chdir(working_folder)  # out of the folder that is made by `unpack`


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ray://10.0.0.1:10001", "run the command on a node"),
        ("nowhere", "must be HOST:PORT"),
        ("10.0.0.1:port", "must be HOST:PORT"),
        ("10.0.0.1:99999", "must be HOST:PORT"),
    ],
)
def test_an_address_that_is_none_is_refused(address, sentence):
    with pytest.raises(UserError, match=sentence) as refusal:
        check_address(address)
    assert address in str(refusal.value)


def test_an_address_where_nobody_answers_is_refused_at_once():
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        listener.listen()
        assert answers(f"127.0.0.1:{port}")
    with pytest.raises(UserError, match="Nobody answers"):
        check_address(f"127.0.0.1:{port}")


def test_what_a_cluster_has_is_told_in_words():
    assert str(Size(1, 1, 0)) == "1 node with 1 CPU"
    assert str(Size(2, 4, 1)) == "2 nodes with 4 CPUs and 1 GPU"


def test_a_node_of_other_versions_or_without_a_file_is_named():
    with pytest.raises(UserError, match=r"b \(10\.0\.0\.2\) has keras 3\.14 instead of 3\.15, jax none instead of 1"):
        nodes.check_node({"versions": {"keras": "3.14", "jax": None}, "absent": []}, "b (10.0.0.2)", VERSIONS)
    with pytest.raises(UserError, match=r"b lacks /home/me/net\.py:build"):
        nodes.check_node({"versions": VERSIONS, "absent": ["/home/me/net.py:build"]}, "b", VERSIONS)
    nodes.check_node({"versions": VERSIONS, "absent": []}, "b", VERSIONS)


VERSIONS = {"keras": "3.15", "jax": "1"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--address", "10.0.0.1:6379"], "goes with --executor ray"),
        (["--executor", "slurm"], "one of auto, ray"),
        (["--executor", "ray", "--report-only"], "--report-only trains nothing"),
    ],
)
def test_options_of_a_cluster_are_checked(options, sentence, tmp_path, capsys):
    assert main(["perceptron", "--out", str(tmp_path / "out"), *options]) == 2
    assert sentence in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_without_ray_the_package_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("experiments.packages.find_spec", lambda name: None if name == "ray" else name)
    assert main(["perceptron", "--executor", "ray", "--out", str(tmp_path / "out")]) == 2
    assert "pip install ray" in capsys.readouterr().err and not (tmp_path / "out").exists()
