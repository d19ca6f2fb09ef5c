"""WhatsApp by way of Twilio, for who has a number there: the same assistant, without buttons."""
