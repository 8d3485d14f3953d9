"""pip's and npm's own settings; pip's are compared with what the real pip says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import SourceError
from assistant.sources.npm_settings import REGISTRY, read_npm_settings
from assistant.sources.pip_settings import PYPI, PipSettings, read_pip_settings


def of_pip(environment: dict[str, str]) -> PipSettings:
    """What `pip config list` says, as our settings."""
    listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], env=environment, capture_output=True, text=True, check=True).stdout  # fmt: skip
    found: dict[str, str] = {}
    for section in ("global", "install", ":env:"):
        for key, value in re.findall(rf"^{section}\.([\w-]+)='(.*)'$", listed, re.MULTILINE):
            found[key] = value.encode().decode("unicode_escape")
    if found.get("no-index") in ("1", "true"):
        return PipSettings((), tuple(found.get("find-links", "").split()))
    extra = found.get("extra-index-url", "").split()
    return PipSettings(
        (found.get("index-url", PYPI), *extra), tuple(found.get("find-links", "").split())
    )


USER = "[global]\nindex-url = https://user.example/simple\nextra-index-url =\n  https://a.example/s\n  https://b.example/s\n"  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="the folders of this test are those of Unix")
@pytest.mark.parametrize(
    ("files", "variables"),
    [
        ({}, {}),
        ({"home/.config/pip/pip.conf": USER}, {}),
        ({"home/.pip/pip.conf": USER, "home/.config/pip/pip.conf": "[install]\nindex_url = https://new.example/simple\n"}, {}),
        ({"home/.config/pip/pip.conf": USER}, {"PIP_INDEX_URL": "https://env.example/simple", "PIP_FIND_LINKS": "/one /two"}),
        ({"home/.config/pip/pip.conf": USER, "own.conf": "[global]\nno-index = true\nfind-links = /wheels\n"}, {"PIP_CONFIG_FILE": "own.conf"}),
        ({"home/.config/pip/pip.conf": USER}, {"PIP_CONFIG_FILE": "missing.conf"}),
        ({"home/.config/pip/pip.conf": USER}, {"PIP_CONFIG_FILE": os.devnull}),
        ({"xdg/pip/pip.conf": USER, "home/.config/pip/pip.conf": "[freeze]\nindex-url = https://no.example\n"}, {}),
    ],
)  # fmt: skip
def test_settings_are_those_that_pip_itself_reads(
    tmp_path: Path, files: dict[str, str], variables: dict[str, str]
):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    if variables.get("PIP_CONFIG_FILE", os.devnull) != os.devnull:
        variables = variables | {"PIP_CONFIG_FILE": str(tmp_path / variables["PIP_CONFIG_FILE"])}
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_DIRS": str(tmp_path / "xdg"),
        **variables,
    }
    assert read_pip_settings(environment) == of_pip(environment)


def test_a_settings_file_that_pip_cannot_read_is_named(tmp_path: Path):
    (tmp_path / "pip.conf").write_text("index-url = no section\n")
    with pytest.raises(SourceError, match=r"pip\.conf"):
        read_pip_settings({"PIP_CONFIG_FILE": str(tmp_path / "pip.conf")})


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home without any settings of npm."""
    return {"HOME": str(tmp_path), "npm_config_globalconfig": str(tmp_path / "none")}


def test_without_settings_npms_own_registry_is_asked(home: dict[str, str]):
    settings = read_npm_settings(home, "vite")
    assert (settings.registry, settings.headers) == (REGISTRY, {})


def test_a_users_registry_scope_and_token_hold(home: dict[str, str], tmp_path: Path):
    (tmp_path / ".npmrc").write_text(
        "; mine\nregistry = https://npm.example/all/\n@acme:registry=https://acme.example\n"
        "//acme.example/:_authToken=${ACME_TOKEN}\nregistryx\n"
    )
    variables = home | {"ACME_TOKEN": "t0ken"}
    plain, scoped = (read_npm_settings(variables, name) for name in ("vite", "@acme/engine"))
    assert (plain.registry, plain.headers) == ("https://npm.example/all", {})
    assert scoped.registry == "https://acme.example"
    assert scoped.headers == {"Authorization": "Bearer t0ken"}


def test_variables_win_over_files(home: dict[str, str], tmp_path: Path):
    (tmp_path / ".npmrc").write_text("registry=https://file.example\n")
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        settings = read_npm_settings(home | {name: "https://env.example/"}, "vite")
        assert settings.registry == "https://env.example"


def test_another_file_may_be_the_users(home: dict[str, str], tmp_path: Path):
    (tmp_path / "other").write_text("registry='https://other.example'\n")
    variables = home | {"npm_config_userconfig": str(tmp_path / "other")}
    assert read_npm_settings(variables, "vite").registry == "https://other.example"
