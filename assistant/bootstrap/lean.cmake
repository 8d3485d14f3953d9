# llama-cpp-python forces llama.cpp's helper library for its own programs on. Nothing here loads it,
# and it takes more than half of the compile: a plain variable wins over the forced cache entry.
set(LLAMA_BUILD_COMMON OFF)
