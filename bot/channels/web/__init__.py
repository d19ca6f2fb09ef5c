"""The website's channel. More: docs/web-channel.md"""

from bot.channels.web.channel import WebChannel

__all__ = ["WebChannel"]
