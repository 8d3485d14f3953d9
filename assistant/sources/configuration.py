"""
The sources that a user wants to be synced: what may stand in `sources.toml`.

Each kind has a connector of the same name in this package.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from assistant.domain import Authority
from assistant.sources.guard import is_private_literal


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str = Field(default="", description="What all of it is about: a software, a model.")
    authority: Authority | None = Field(
        default=None, description="Who says it; empty: what the connector knows."
    )
    limit: int = Field(default=50, ge=1, le=1000, description="At most so many documents.")


class GithubSource(_Source):
    """Release notes, tags and files of a repository."""

    kind: Literal["github"] = "github"
    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$", description="owner/name")
    releases: bool = Field(default=True, description="Its release notes.")
    tags: bool = Field(default=False, description="Its tags and their days, as facts.")
    files: tuple[str, ...] = Field(default=(), description="Files, such as CHANGELOG.md.")
    ref: str = Field(default="HEAD", description="Branch, tag or commit of the files.")

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return self.repository


class HuggingfaceSource(_Source):
    """Models of an organisation on the hub."""

    kind: Literal["huggingface"] = "huggingface"
    organization: str = Field(pattern=r"^[\w.-]+$")
    search: str = Field(default="", description="Only models with this in their name.")

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return f"{self.organization} {self.search}".strip()


class PackageSource(_Source):
    """Versions and change logs of a package."""

    kind: Literal["package"] = "package"
    package: str = Field(min_length=1)
    index: Literal["pypi", "npm", "installed"] = Field(
        default="pypi", description="installed: the copy on this computer, without any request."
    )

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return self.package


class _WebSource(_Source):
    url: HttpUrl
    private: bool = Field(
        default=False, description="Its server lies in your own network and may be asked there."
    )

    @property
    def own(self) -> str:
        """The address, when its server may be asked in the user's own network; else ""."""
        url = str(self.url)
        return url if self.private or is_private_literal(url) else ""


class FeedSource(_WebSource):
    """An RSS or Atom feed."""

    kind: Literal["feed"] = "feed"
    pages: bool = Field(default=False, description="Fetch the pages that it links to as well.")

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return str(self.url)


class PageSource(_WebSource):
    """One web page, PDF or text on the web."""

    kind: Literal["page"] = "page"

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return str(self.url)


class FolderSource(_Source):
    """A file or a folder of files: Markdown, text, HTML, PDF."""

    kind: Literal["folder"] = "folder"
    path: Path
    limit: int = Field(default=5000, ge=1, le=100_000, description="At most so many files.")

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return str(self.path)


class SearchSource(_Source):
    """A web search; the pages it finds become snapshots."""

    kind: Literal["search"] = "search"
    query: str = Field(min_length=1)
    limit: int = Field(default=5, ge=1, le=20)

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return self.query


SourceSettings = Annotated[
    GithubSource
    | HuggingfaceSource
    | PackageSource
    | FeedSource
    | PageSource
    | FolderSource
    | SearchSource,
    Field(discriminator="kind"),
]
