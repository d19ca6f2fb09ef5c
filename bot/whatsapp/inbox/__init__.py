"""The inbox: what came in is on disk before WhatsApp is told so, and is answered once, in order."""
