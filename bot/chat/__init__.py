"""Discord: cards as Discord shows them, and the sink that posts them."""
