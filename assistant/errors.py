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
  * StorageError                the data folder or a database
    · DataFolderUnusable
  * PageError
    · PortInUse

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


class StorageError(AssistantError):
    """The data folder or a database cannot be used."""


class DataFolderUnusable(StorageError):  # noqa: N818
    """The data folder cannot be written."""

    hint = "Set SNOSKA_HOME to a folder you can write to."


class PageError(AssistantError):
    """The page cannot be served."""


class PortInUse(PageError):  # noqa: N818
    """Another program listens on the port."""

    hint = "Close the other program or choose another port with SNOSKA_PORT."
