"""The page ``/ask``: the conversation without scripts and without cookies."""
