"""Words for the account pages."""

import re

from django import template
from django.conf import settings

register = template.Library()

# The first that fits; every later one is named in the agent of an earlier one too.
BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|Chromium)/"),
    ("Safari", r"Version/.*Safari/"),
    ("curl", r"^curl/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)


@register.filter
def browser_name(agent: str) -> str:
    """ "Firefox on Linux": what a person can recognise of a browser's own long name."""
    browser = next((name for name, pattern in BROWSERS if re.search(pattern, agent)), "")
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, agent)), "")
    if not browser:
        return agent[:40] or "Unknown browser"
    return f"{browser} on {system}" if system else browser


@register.simple_tag
def mail_folder() -> str:
    """The folder in which mails are kept instead of being sent, as in development: who waits for one should know."""
    kept = str(settings.EMAIL_BACKEND).endswith("filebased.EmailBackend")
    return str(getattr(settings, "EMAIL_FILE_PATH", None) or "") if kept else ""
