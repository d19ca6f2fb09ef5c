"""What every message passes before Rasa sees it, and what every turn is held to."""
