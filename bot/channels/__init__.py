"""The doors to the assistant. Each says who is there; none believes what a message claims."""
