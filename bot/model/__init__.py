"""The types that every room speaks in, and the errors. Pure: no clock, no file, no network."""
