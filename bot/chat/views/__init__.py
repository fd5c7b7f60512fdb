"""Answers as panels: pure functions from what is known to what a message shows.

Each gives the pages of its answer, at least one, every one within Discord's limits; `bot.chat.layout.layout_of` (or
`bot.chat.embeds.classic_of`) makes a message of a page. Buttons to turn pages are the asker's to add
(`Panel.with_buttons`).
"""

from bot.chat.views.about import Figures, about_pages, help_pages
from bot.chat.views.calendar import calendar_pages
from bot.chat.views.latest import News, latest_pages
from bot.chat.views.notices import channel_forbidden, channel_gone, feeds_panel
from bot.chat.views.sources import sources_pages
from bot.chat.views.status import status_pages
from bot.chat.views.timeline import timeline_pages
from bot.chat.views.why import why_pages

__all__ = [
    "Figures",
    "News",
    "about_pages",
    "calendar_pages",
    "channel_forbidden",
    "channel_gone",
    "feeds_panel",
    "help_pages",
    "latest_pages",
    "sources_pages",
    "status_pages",
    "timeline_pages",
    "why_pages",
]
