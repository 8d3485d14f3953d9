"""
The process that owns llama.cpp: `python -m assistant.generation.worker`, spoken to over a pipe.

The only package that imports llama.cpp. Its C functions are called directly: its Python class would
compile the template inside the file, allocate by the file's figures and print to our pipe. Whatever
a damaged file or a bug does to this process, the page lives on.
"""
