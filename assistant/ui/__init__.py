"""The Gradio page: an event stream in, bubbles with footnotes out."""
