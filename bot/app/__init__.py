"""The composition root: opens resources, wires the rooms, drains and closes. The only place that knows everybody."""
