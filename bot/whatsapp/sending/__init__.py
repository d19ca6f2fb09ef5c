"""Send messages: the outbox, its worker, and the way to Graph."""
