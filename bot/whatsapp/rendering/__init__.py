"""Turn replies into what WhatsApp can show."""
