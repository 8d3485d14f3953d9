"""
The passages as LangChain wants them: a retriever, and a tool over it that a model can call.

For programs that build on the library; the answers of Snoska ask the index itself.
"""

from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, tool
from pydantic import Field, SkipValidation

from assistant.domain import Language
from assistant.knowledge.passage_rows import Hit
from assistant.knowledge.passages import PassageIndex


class PassageRetriever(BaseRetriever):
    """Finds passages of the user's library; each document is a verbatim quote."""

    index: SkipValidation[PassageIndex]
    k: int = Field(default=8, ge=1)
    """How many passages are returned."""
    language: Language = "en"
    """The language of a question that does not show it."""
    as_of: date | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
        k: int | None = None,
        **_: Any,
    ) -> list[Document]:
        hits = self.index.search(query, self.language, limit=k or self.k, as_of=self.as_of)
        return [_document(hit) for hit in hits]


def passage_tool(retriever: PassageRetriever) -> BaseTool:
    """Return the tool `search_passages`: text for the model, documents as the artifact."""

    @tool(response_format="content_and_artifact", parse_docstring=True)
    def search_passages(query: str) -> tuple[str, list[Document]]:
        """Search release notes and other stored texts for passages about a question.

        Args:
            query: The question, in Russian or English.
        """
        found = retriever.invoke(query)
        return "\n\n".join(_as_text(number, quote) for number, quote in enumerate(found, 1)), found

    return search_passages


def _document(hit: Hit) -> Document:
    passage = hit.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "source": hit.source.url,
            "title": hit.source.title,
            "authority": hit.source.authority,
            "published": hit.published.isoformat(),
            "snapshot": passage.snapshot,
            "start": passage.start,
            "end": passage.end,
            "version": passage.version,
            "score": hit.score,
        },
    )


def _as_text(number: int, quote: Document) -> str:
    about = quote.metadata
    return f"[{number}] {about['title']}, {about['published']}:\n{quote.page_content}"
