"""
The tools that a model may call: look releases up, compare two, tell which models fit this computer.

Each takes what a model may write, or says what is wrong with it; the work is done elsewhere. All of
them return numbered evidence as text, and the evidence itself.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import AfterValidator, BaseModel, Field, ValidationError

SEARCH, COMPARE, FIT = "search_releases", "compare_releases", "models_that_fit"
Work = Callable[[str, Mapping[str, Any]], tuple[str, object]]
"""The name of a tool, the arguments -> numbered evidence as text, and the evidence itself."""


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


class CompareReleases(BaseModel):
    """What to compare."""

    first: str = Field(description="A model, e.g. Qwen3-8B", min_length=1)
    second: str = Field(description="Another model, e.g. Qwen3-14B", min_length=1)
    attribute: str = Field(default="", description="By what, e.g. speed; empty: by all they share")


class ModelsThatFit(BaseModel):
    """Nothing needs to be said: this computer is known."""


_TOOLS: tuple[tuple[str, type[BaseModel], str], ...] = (
    (SEARCH, SearchReleases, "Look up facts about releases of models and software, with sources."),
    (COMPARE, CompareReleases, "Put the facts that two releases share side by side."),
    (FIT, ModelsThatFit, "Tell what this computer is and which models fit its memory."),
)
NAMES = tuple(name for name, _, _ in _TOOLS)


def tools(work: Work) -> dict[str, BaseTool]:
    """Return the tools by name; a call with wrong arguments is answered with what is wrong."""
    return {name: _tool(name, schema, description, work) for name, schema, description in _TOOLS}


def _tool(name: str, schema: type[BaseModel], description: str, work: Work) -> BaseTool:
    def run(**arguments: Any) -> tuple[str, object]:
        return work(name, arguments)

    return StructuredTool.from_function(
        run,
        name=name,
        description=description,
        args_schema=schema,
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
