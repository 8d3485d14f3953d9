"""Archives that are not what they say."""

import gzip
import io
import zipfile

import pytest

from assistant.errors import ContentRefused
from assistant.sources.archives import change_logs, is_change_log
from tests.sources.servers.packages import tarball, wheel


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("CHANGELOG", True),
        ("engine/Change-Log.md", True),
        ("engine/docs/RELEASE_NOTES.txt", True),
        ("engine/HISTORY.rst", True),
        ("engine/changelog.py", False),
        ("engine/changelog/2025.md", False),
        ("engine/tests/CHANGELOG.md", False),
        ("a/b/c/CHANGELOG.md", False),
        ("", False),
    ],
)
def test_change_logs_are_known_by_name_and_place(path: str, expected: bool):
    assert is_change_log(path) is expected


def test_the_shallowest_change_log_comes_first():
    packed = wheel({"engine/docs/NEWS": b"2", "engine/CHANGELOG.md": b"1", "engine/x.py": b""})
    assert list(change_logs(packed, "a.whl").values()) == [b"1", b"2"]


def test_the_folder_of_a_source_archive_is_not_part_of_the_path():
    packed = tarball({"engine-1.0/CHANGELOG.md": b"1", "engine-1.0/docs/changes.rst": b"2"})
    assert change_logs(packed, "a.tar.gz") == {"CHANGELOG.md": b"1", "docs/changes.rst": b"2"}


def test_links_in_an_archive_are_not_followed():
    packed = tarball({}, {"engine-1.0/CHANGELOG.md": "/etc/passwd"})
    assert change_logs(packed, "a.tar.gz") == {}


BOMB = b"\0" * 60_000_000
DAMAGED = bytearray(wheel({"engine/NEWS": b"news " * 1000}))
DAMAGED[45] ^= 255
ENCRYPTED = bytearray(wheel({"NEWS": b"x"}))
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.index(b"PK\x01\x02") + 8] |= 1


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (b"", "cannot be unpacked"),
        (b"not an archive", "cannot be unpacked"),
        (b"PK\x05\x06" + bytes(18), "nothing"),
        (gzip.compress(b"not a tar" * 100), "cannot be unpacked"),
        (tarball({"engine-1.0/NEWS": b"x" * 5000})[:60], "cannot be unpacked"),
        (bytes(DAMAGED), "cannot be unpacked"),
        (bytes(ENCRYPTED), "cannot be unpacked"),
        (wheel({"engine/NEWS": b"\0" * 5_000_000}), "unpacks into too much"),
        (wheel({"engine/NEWS": bytes(range(256)) * 40_000}), "unpacks into too much|too large"),
        (tarball({"engine-1.0/data.bin": BOMB}), "unpacks into too much"),
        (tarball({"engine-1.0/NEWS": b"\0" * 10_000_001}), "too large"),
    ],
)
def test_a_bad_archive_is_one_clear_sentence(packed: bytes, said: str):
    if said == "nothing":
        assert change_logs(packed, "bad") == {}
        return
    with pytest.raises(ContentRefused, match=said) as refusal:
        change_logs(packed, "bad")
    assert "\n" not in str(refusal.value)


def test_no_more_than_200_texts_are_taken():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}/NEWS", b"x")
    assert len(change_logs(packed.getvalue(), "many")) == 200
