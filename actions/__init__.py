"""What the assistant does in a turn: one action a file, in Rasa's action SDK."""
