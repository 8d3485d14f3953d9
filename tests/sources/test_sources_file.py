"""`sources.toml`: read, changed with its comments kept, and mistakes told with their line."""

import pytest

from assistant.errors import SourcesFileWrong
from assistant.sources.configuration import FeedSource, GithubSource, PageSource
from assistant.sources.recognise import recognise
from assistant.sources.sources_file import add_source, check, read_sources, remove_source

TEXT = """\
# mine
[[source]]
kind = "github"
repository = "bell/bell"   # the bell
files = ["CHANGELOG.md"]

[[source]]
kind = "page"
url = "https://bell.example/news"
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(TEXT, "utf-8")
    return path


def test_sources_are_read(file):
    github, page = read_sources(file)
    assert isinstance(github, GithubSource)
    assert github.files == ("CHANGELOG.md",)
    assert isinstance(page, PageSource)


def test_without_a_file_the_defaults_count(tmp_path):
    assert len(read_sources(tmp_path / "none.toml")) >= 5


def test_adding_keeps_comments_and_adds_once(file):
    feed = FeedSource.model_validate({"url": "https://bell.example/feed.xml"})
    assert add_source(file, feed)
    assert not add_source(file, feed)
    text = file.read_text("utf-8")
    assert text.startswith(TEXT.rstrip())
    assert read_sources(file)[-1] == feed


def test_removing_keeps_the_rest(file):
    (gone,) = remove_source(file, "https://bell.example/news")
    assert gone.kind == "page"
    assert "# the bell" in file.read_text("utf-8")
    assert remove_source(file, "nothing") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[[source]]\nkind = 'page'\nurl = 'https://a.example'\nurls = 1\n",
            "line 4: there is no 'urls'",
        ),
        ("[[source]]\nkind = 'pag'\n", "line 2: kind must be one of"),
        ("\n[[source]]\nkind = 'page'\n", "line 2: 'url' is missing"),
        ("[[source]]\nkind = 'page'\nurl = 'ftp://a.example'\n", "line 3: 'url' is wrong"),
        ("[[source]]\nkind = 'github'\nrepository = 'bell'\n", "line 3: 'repository' is wrong"),
        ("a = 1\n[[sources]]\n", "line 1: 'a' is not"),
        ("[source]\nkind = 'page'\n", "two brackets"),
        ("[[source]\n", "is not TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, text, said):
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SourcesFileWrong) as raised:
        read_sources(path)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text_are_told(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourcesFileWrong, match="UTF-8"):
        read_sources(path)


def test_what_cannot_be_added_is_told():
    with pytest.raises(SourcesFileWrong, match="allowed are"):
        check({"kind": "feed", "url": "https://a.example", "depth": 3})


@pytest.mark.parametrize(
    ("place", "kind", "name"),
    [
        ("https://github.com/ggml-org/llama.cpp", "github", "ggml-org/llama.cpp"),
        ("github.com/ggml-org/llama.cpp.git", "github", "ggml-org/llama.cpp"),
        ("https://github.com/ollama/ollama/releases", "github", "ollama/ollama"),
        ("https://github.com/a/b/blob/main/docs/CHANGES.md", "github", "a/b"),
        ("https://huggingface.co/Qwen", "huggingface", "Qwen"),
        ("https://huggingface.co/blog/gemma3", "page", "https://huggingface.co/blog/gemma3"),
        ("pypi:gradio", "package", "gradio"),
        ("https://pypi.org/project/gradio/", "package", "gradio"),
        ("npm:@gradio/client", "package", "@gradio/client"),
        ("installed:gradio", "package", "gradio"),
        ("search: выпуск Qwen4", "search", "выпуск Qwen4"),
        ("https://a.example/feed.xml", "feed", "https://a.example/feed.xml"),
        ("https://a.example/notes", "page", "https://a.example/notes"),
    ],
)
def test_a_pasted_address_is_recognised(place, kind, name):
    source = check(recognise(place))
    assert (source.kind, source.name) == (kind, name)


def test_a_folder_here_is_recognised(tmp_path):
    assert check(recognise(str(tmp_path))).kind == "folder"


def test_what_looks_like_nothing_is_told():
    with pytest.raises(SourcesFileWrong, match="neither an address nor a file"):
        recognise("nonsense here")
