"""The tool that a model calls to look releases up: `search_releases(subject, attribute, as_of)`."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import AfterValidator, BaseModel, Field, ValidationError

NAME = "search_releases"
Search = Callable[[str, str, str], tuple[str, object]]
"""subject, attribute, as_of -> numbered evidence as text, and the evidence itself."""


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


class SearchReleases(BaseModel):
    """What to look up."""

    subject: str = Field(description="Names of the models or programs, e.g. Qwen3-8B", min_length=1)
    attribute: str = Field(
        default="", description="What to find out, e.g. context length; empty: all facts"
    )
    as_of: Annotated[str, AfterValidator(_day)] = Field(
        default="",
        description="Day the answer should be true for, YYYY-MM-DD; empty: today",
        json_schema_extra={"pattern": r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
    )


def search_tool(search: Search) -> BaseTool:
    """Return the tool; a call with wrong arguments is answered with what is wrong."""

    def search_releases(subject: str, attribute: str = "", as_of: str = "") -> tuple[str, object]:
        return search(subject, attribute, as_of)

    return StructuredTool.from_function(
        search_releases,
        name=NAME,
        description="Look up facts about releases of models and software, with sources.",
        args_schema=SearchReleases,
        response_format="content_and_artifact",
        handle_validation_error=_explain,
    )


def _explain(error: ValidationError | object) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    wrong = "; ".join(
        f"{'.'.join(map(str, part['loc'])) or 'arguments'}: {part['msg']}"
        for part in error.errors()
    )
    return f"Nothing was searched. {wrong}"
