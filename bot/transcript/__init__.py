"""What is said on the website, kept sealed until the conversation is over."""
