"""WhatsApp: what comes in, what goes out, and what lies between. More: docs/whatsapp.md"""
