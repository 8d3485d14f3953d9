"""
Step 4: the model words what the plan and the evidence hold, and nothing else.

`worker` is the only module that knows llama.cpp; it runs in a process of its own.
"""
