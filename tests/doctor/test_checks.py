"""Each check of the doctor, on a data folder and a port of the test's own."""

import socket

import pytest

from assistant.doctor import examine
from assistant.doctor.data import data_folder, free_disk, hub, model_files, port
from assistant.doctor.programs import compiler, gpu_build, llama, sqlite
from assistant.settings import Settings
from tests.doctor import FREE_PORT


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Settings with an empty data folder, offline; no models of other programs in sight."""
    for name in ("HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS"):
        monkeypatch.setenv(name, str(tmp_path))
    return Settings(home=tmp_path / "data", offline=True, port=FREE_PORT)


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_every_check_speaks_both_languages(settings):
    checks = list(examine(settings))
    assert len(checks) == 11
    for check in checks:
        assert check.text["ru"]
        assert check.text["en"]
        assert check.grade == "well" or (check.hint and check.hint["ru"] and check.hint["en"])


def test_the_llama_that_tests_use_starts():
    assert llama().grade == "well"
    assert sqlite().grade == "well"


def test_a_missing_compiler_is_only_a_note(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert compiler().grade == "note"
    assert gpu_build().grade in ("well", "note")


def test_a_folder_that_cannot_be_made_is_wrong(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings = Settings(home=tmp_path / "file" / "data")
    assert data_folder(settings).grade == "wrong"
    assert free_disk(settings).grade in ("well", "note")


def test_no_model_is_a_note_with_the_command_that_gets_one(settings):
    found = model_files(settings)
    assert found.grade == "note"
    assert "models pull" in found.hint["en"]


def test_a_damaged_model_is_named(settings):
    settings.prepare()
    (settings.models / "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf").write_bytes(b"<html>")
    found = model_files(settings)
    assert found.grade == "wrong"
    assert "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf" in found.text["en"]


def test_the_hub_is_not_asked_offline(settings):
    assert hub(settings).grade == "well"


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_taken_port_is_told(settings):
    assert port(settings).grade == "well"
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = settings.model_copy(update={"port": other.getsockname()[1]})
        assert port(taken).grade == "note"


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_hub_that_does_not_answer_is_a_note(settings):
    online = settings.model_copy(update={"offline": False, "hub": "http://127.0.0.1:9"})
    assert hub(online).grade == "note"
