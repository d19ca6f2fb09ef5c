"""Match a question to the entry that answers it."""
