"""What a message means in its conversation: its parts, and what they refer back to."""
