"""A local assistant that answers release questions and footnotes every sentence."""
