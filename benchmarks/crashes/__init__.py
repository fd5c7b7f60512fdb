"""Bots that are killed, and a Discord that fails: what is lost, told twice or out of order."""
