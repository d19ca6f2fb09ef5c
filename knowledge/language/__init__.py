"""From what a person typed to what can be compared: cleaning, spelling repair, vectors."""
