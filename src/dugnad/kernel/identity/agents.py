"""A browser in words, from what it says of itself. Only the words are kept. Pure."""

from __future__ import annotations

# The order matters: most browsers also name those that they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def agent_in_words(user_agent: str) -> str:
    """For example 'Firefox, Windows'; the empty text if it tells nothing known."""
    named = (
        next((words for mark, words in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, named))
