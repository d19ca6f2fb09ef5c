"""Speed and memory, beside a stock Rasa bot that answers from the same content."""
