"""Try WhatsApp without Meta: a stand-in for Graph, and a page that looks like a phone."""
