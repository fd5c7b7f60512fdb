"""Sequelwatch: follows film and series sequels in the news and posts only what is new."""

__version__ = "0.1.0"
