"""`python -m assistant` is the command `snoska`."""

from assistant.cli import main

main()
