"""Step 6: a verified answer as Markdown, plain text, or a JSON record."""
