"""What a watchman sees: whether the bot is alive and at work, and its numbers for Prometheus.

Pages for people's tools on loopback (`/healthz`, `/readyz`, `/metrics`), and the probe that `sequelwatch health` is.
The rooms below know nothing of this one: they call hooks, which `bot.app` joins to `Metrics`.
"""
