# Snoska: `make` alone says what there is. All work is done by assistant/bootstrap.
# Variables for a target go after it: make run GPU=cuda MODEL=Qwen3-8B PORT=7861

PYTHON = python3
BOOTSTRAP = for python in $(PYTHON) python3 python; do \
	command -v $$python >/dev/null 2>&1 && exec $$python -m assistant.bootstrap $@; \
	done; \
	echo "Snoska needs Python 3.11 or newer: https://www.python.org/downloads/" >&2; exit 1

help run ask install test lint fix lock clean:
	@$(BOOTSTRAP)

check: lint test

.PHONY: help run ask install test lint check fix lock clean
