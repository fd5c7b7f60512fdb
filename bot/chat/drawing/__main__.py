"""Read a chart, write its picture."""

from __future__ import annotations

import json
import sys

from bot.chat.drawing.page import draw

if __name__ == "__main__":
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))
