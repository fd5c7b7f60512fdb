"""The `reader` library's side: run by the Python of its own environment; writes JSON. Imports nothing of ours."""

import json
import resource
import runpy
import sys
import time
from pathlib import Path

WORKERS = 48


def main(count: int, port: int, kind: str, database: str) -> None:
    """Update all feeds twice; figures of the second round."""
    from reader import make_reader  # type: ignore[import-not-found]  # noqa: PLC0415 - not a dependency of ours

    addresses = runpy.run_path(str(Path(__file__).with_name("addresses.py")))["addresses"]
    reader = make_reader(database)
    for url in addresses(count, port, kind):
        reader.add_feed(url)
    reader.update_feeds(workers=WORKERS, scheduled=False)
    before, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    reader.update_feeds(workers=WORKERS, scheduled=False)
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    failed = [feed for feed in reader.get_feeds() if feed.last_exception]
    if failed:
        raise SystemExit(f"{len(failed)} feeds failed: {failed[0].last_exception}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"seconds": seconds, "cpu": cpu, "resident": after.ru_maxrss * 1024 / 1e6}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
