"""
From a fresh clone to a running page: what `make` does, with the standard library alone.

It runs before anything is installed, on any Python from 3.8 on, so that a machine that lacks
something is told so in one sentence. Not covered: other environments than `.venv`, conda.
"""
