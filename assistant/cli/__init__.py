"""The command line, one file for each command: parse, call, print."""

from assistant.cli.commands import main

__all__ = ["main"]
