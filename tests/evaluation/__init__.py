"""The held-out questions, and how well the assistant does on them."""
