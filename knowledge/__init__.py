"""The curated knowledge base: what the assistant may say, and how a question finds it."""
