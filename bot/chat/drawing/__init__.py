"""Draws one chart, in a process of its own: a chart as JSON comes in, a picture (PNG) goes out.

`python -m bot.chat.drawing < chart.json > timeline.png`. Above, what the release date was said to be, over the time in
which it was said: a bar as high as it was vague. Below, a row for each development, so that no two texts can meet.
pygal lays out the axes and draws the points, as SVG; resvg makes pixels of that.
"""
