"""`python -m tests.chat.fake`: a Discord on loopback until it is stopped; one line of JSON says where."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from tests.chat.fake.server import FakeDiscord


async def serve(port: int, token: str) -> None:
    fake = await FakeDiscord(token=token).start(port=port)
    where = {"api_url": fake.api_url, "gateway_url": fake.gateway_url, "token": token}
    sys.stdout.write(json.dumps(where) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--token", default="good.token")
    asked = parser.parse_args()
    asyncio.run(serve(asked.port, asked.token))
