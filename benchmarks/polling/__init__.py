"""What polling costs: 2,000 feeds on loopback, beside the `reader` library and newsboat doing the same.

Every feed has an address of its own (127.x.y.z), so that nobody's politeness towards a host comes into it. Each reader
gets to know the feeds in a first round; what is measured is the second.
"""

from benchmarks.polling.measure import measure

__all__ = ["measure"]
