"""The page ``/questions``: every public answer, for people and search engines to read."""
