"""The terminal: cards, status, timeline and explanations as rich draws them, and the terminal sink.

Text from feeds is never read as markup, and what goes out holds no escape sequence that was not put there here.
"""
