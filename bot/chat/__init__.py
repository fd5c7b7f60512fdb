"""Discord: cards and answers as Discord shows them, the client that answers, and the sinks that post."""
