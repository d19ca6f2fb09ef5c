"""Read webhooks of WhatsApp, whatever they look like. One bad item never loses the others."""

from bot.whatsapp.incoming.kinds import Incoming, Item, Kind, Moved, Notice, Status
from bot.whatsapp.incoming.reader import read

__all__ = ["Incoming", "Item", "Kind", "Moved", "Notice", "Status", "read"]
