"""
Everything that can go wrong for a user, as one tree.

* AssistantError
  * QuestionError               the question itself cannot be asked
    · EmptyQuestion
    · QuestionTooLong
  * ModelError                  the language model
    · ModelNotFound
    · ModelFileBroken           truncated, not a GGUF, wrong architecture, wrong hash
    · ModelCrashed              the model process died
    · ContextOverflow
  * DownloadError               a file could not be fetched or verified
    · HubUnreachable
    · DiskFull
    · DownloadStopped           on the user's word; what is there is kept
  * SourceError                 a source of texts
    · SourcesFileWrong          the file that lists the sources
    · SourceUnreachable         gone, silent, no connection
    · AddressRefused            not an address that may be asked
    · ContentRefused            too large, of another type, a bomb
    · OfflineRefused            a request was needed and none may be made
  * StorageError                the data folder or a database
    · DataFolderUnusable
    · DatabaseUnusable          damaged, newer than this program, locked
  * PageError
    · PortInUse
  * EvaluationError             a measurement cannot be made as asked
    · QuestionsWrong            a file of questions has a mistake

Each carries a `hint`: what the user can do next. Only entry points (page, command line) catch them.
Mistakes of a programmer stay `ValueError` or `assert`.
"""


class AssistantError(Exception):
    """Base class: `str(error)` says what happened in one sentence, `hint` what to do next."""

    hint: str = "Run `snoska doctor` to see what is missing."

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class QuestionError(AssistantError):
    """The question cannot be asked as it is."""


class EmptyQuestion(QuestionError):  # noqa: N818 - reads as a sentence at the raise site
    """There is nothing to answer."""

    hint = "Type a question, for example: When was Qwen3-Next released?"


class QuestionTooLong(QuestionError):  # noqa: N818
    """The question is longer than the limit."""

    hint = "Ask a shorter question; long text is not read as a document here."


class ModelError(AssistantError):
    """The language model could not be loaded or could not answer."""


class ModelNotFound(ModelError):  # noqa: N818
    """No model of that name or path."""

    hint = "Run `snoska models list` to see names, or give the path of a GGUF file."


class ModelFileBroken(ModelError):  # noqa: N818
    """The file is not a model that llama.cpp can run."""

    hint = "Delete the file and run `snoska models pull`, or choose another with --model."


class ModelCrashed(ModelError):  # noqa: N818
    """The process that runs the model died."""

    hint = "Ask again: it is restarted. If it dies again, choose a smaller model."


class ContextOverflow(ModelError):  # noqa: N818
    """The prompt does not fit into the model's context window."""

    hint = "Start a new conversation or ask a shorter question."


class DownloadError(AssistantError):
    """A file could not be fetched or did not match its checksum."""

    hint = "Check the connection and start again: the download goes on where it stopped."


class HubUnreachable(DownloadError):  # noqa: N818
    """The model hub does not answer."""

    hint = "Work offline with the embedded default, or set SNOSKA_MODEL to a GGUF file."


class DiskFull(DownloadError):  # noqa: N818
    """There is not enough room for the file."""

    hint = "Free some space, or set SNOSKA_HOME to a folder on another disk."


class DownloadStopped(DownloadError):  # noqa: N818
    """The download was stopped on the user's word; what is there is kept."""

    hint = "Start again: the download goes on where it stopped."


class SourceError(AssistantError):
    """A source of texts could not be read."""

    hint = "The other sources are not affected; look at it with `snoska sources list`."


class SourcesFileWrong(SourceError):  # noqa: N818
    """The file that lists the sources has a mistake."""

    hint = "Correct the line, or run `snoska sources --help` to see what may stand there."


class SourceUnreachable(SourceError):  # noqa: N818
    """The source is gone, silent, or there is no connection."""

    hint = "Run `snoska sync` again later: it goes on where it stopped."


class AddressRefused(SourceError):  # noqa: N818
    """The address is not one that may be asked: not http(s), private, a circle of redirects."""

    hint = (
        "Only public http and https addresses are fetched; `private = true` names your own server."
    )


class ContentRefused(SourceError):  # noqa: N818
    """What came is too large, of a type that is not read, or not what it says it is."""

    hint = "Give the address of the text itself: HTML, Markdown, plain text, PDF, or a feed."


class OfflineRefused(SourceError):  # noqa: N818
    """A request was needed and none may be made."""

    hint = "Leave out --offline (or unset SNOSKA_OFFLINE) to allow requests."


class StorageError(AssistantError):
    """The data folder or a database cannot be used."""


class DataFolderUnusable(StorageError):  # noqa: N818
    """The data folder cannot be written."""

    hint = "Set SNOSKA_HOME to a folder you can write to."


class DatabaseUnusable(StorageError):  # noqa: N818
    """A database is damaged, made by a newer program, or locked by another one."""

    hint = "Run `snoska index rebuild`; snapshots are kept apart and are not touched."


class PageError(AssistantError):
    """The page cannot be served."""


class PortInUse(PageError):  # noqa: N818
    """Another program listens on the port."""

    hint = "Close the other program or choose another port with SNOSKA_PORT."


class EvaluationError(AssistantError):
    """A measurement cannot be made as it was asked for."""

    hint = "Run `snoska eval --help` to see what can be measured."


class QuestionsWrong(EvaluationError):  # noqa: N818
    """A file of questions cannot be read."""

    hint = "Each line is a JSON object with id, lang, question, type, answerable and must_have."
