"""Installed packages: gradio's own change log, and packages that are not as they should be."""

from importlib import metadata
from pathlib import Path

import pytest

from assistant.errors import SourceError
from assistant.sources.configuration import PackageSource
from assistant.sources.package import gather
from tests.sources.servers.doors import documents, never, open_door


def read(package: str, *places: Path) -> list:
    source = PackageSource(package=package, index="installed")
    where = [str(place) for place in places] or None
    return list(gather(source, open_door(offline=True), never, {}, where))


def install(site: Path, files: dict[str, str], urls: str = "", record: str = "") -> Path:
    folder = site / "engine-1.2.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: engine\nVersion: 1.2\n{urls}\n")
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (folder / "RECORD").write_text(record + "".join(f"{name},,\n" for name in files))
    return site


def test_gradio_brings_its_change_log_without_any_request():
    [document] = documents(read("gradio"))
    there = Path(str(metadata.distribution("gradio").locate_file("gradio/CHANGELOG.md")))
    assert document.text == there.read_text("utf-8")
    assert f"## {metadata.version('gradio')}\n" in document.text
    assert document.subject == "gradio"
    assert document.authority == "maker"


def test_the_address_is_the_one_that_the_makers_name(tmp_path: Path):
    urls = "Project-URL: Home, https://a.example\nProject-URL: Release Notes, https://a.example/new"
    site = install(tmp_path, {"engine/CHANGES.rst": "1.2\n===\n"}, urls)
    [document] = documents(read("Engine", site))
    assert document.url == "https://a.example/new"
    assert document.text == "1.2\n===\n"


def test_files_of_others_and_outside_of_the_package_are_left_out(tmp_path: Path):
    (tmp_path / "CHANGELOG.md").write_text("outside")
    files = {"engine/NEWS": "mine", "engine/_vendor/x/NEWS": "foreign", "engine/news.py": "code"}
    site = install(tmp_path / "site", files, record="../CHANGELOG.md,,\n")
    assert [document.text for document in documents(read("engine", site))] == ["mine"]


def test_a_package_without_a_change_log_is_told(tmp_path: Path):
    with pytest.raises(SourceError, match=r"engine 1\.2 was installed without a change log"):
        read("engine", install(tmp_path, {"engine/__init__.py": ""}))


@pytest.mark.parametrize("name", ["no-such-package", "..", "a b"])
def test_a_package_that_is_not_installed_is_told(tmp_path: Path, name: str):
    with pytest.raises(SourceError, match="is not installed here"):
        read(name, tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path):
    with pytest.raises(SourceError, match="larger than 10 MB"):
        read("engine", install(tmp_path, {"engine/NEWS": "x" * 10_000_001}))
