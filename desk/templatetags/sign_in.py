"""Name browsers in the words of those who use them."""

from __future__ import annotations

from django import template

register = template.Library()

BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS/": "Firefox", "Chrome/": "Chrome",
    "CriOS/": "Chrome", "Safari/": "Safari",
}  # fmt: skip
"""What a browser says that the ones below it do not; most claim to be those below, too."""
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "macOS",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


@register.filter
def browser(user_agent: str) -> str:
    """Read what a browser says of itself; give it as it stands where it is none that is known."""
    name = next((name for mark, name in BROWSERS.items() if mark in user_agent), None)
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), None)
    return f"{name} on {system}" if name and system else user_agent
