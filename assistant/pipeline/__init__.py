"""The flow: question → evidence → plan → draft → verified answer, as one stream of events."""

from assistant.pipeline.assistant import Assistant, Brain

__all__ = ["Assistant", "Brain"]
