"""The assistant around Rasa: channels, edge, safety, wording, settings, command line."""
