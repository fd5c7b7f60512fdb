"""Delivering: hand what is due in the outbox to its sinks, and record what came of it.

- A row is committed as `sending` before its sink sees it, and as `sent` after the sink has said so.
- Each target gets its alerts one after the other; many targets get theirs at the same time, so that one which has to
  wait for its rate limit holds up nobody.
- A failure that can pass is tried again, each time later; one that cannot, parks the row; so does a bug that lasts.
  A destination that is gone or forbids us is paused, and its owner told; what is on its way to it waits.
- A row found `sending` at the start has an unknown outcome. A sink that may safely repeat itself gets it
  again; for any other it is parked and shown, never guessed.
- A message whose alert has an aftermath (other outlets, a correction) is edited, once for all that comes in a minute.
"""

from bot.delivery.drain import Drain, Drained
from bot.delivery.retries import FIRST_RETRY, LONGEST_RETRY, MOST_TRIES_OF_A_BUG, retry_wait
from bot.delivery.sinks import Sink

__all__ = ["FIRST_RETRY", "LONGEST_RETRY", "MOST_TRIES_OF_A_BUG", "Drain", "Drained", "Sink", "retry_wait"]
