"""How good the answers are: questions played through a design, and an independent judge."""
