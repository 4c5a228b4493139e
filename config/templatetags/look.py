"""Small drawn things, so that a template says what it shows and not how. Built in: no {% load %} needed.

Shares are 0..1 and may be Decimal, float or None (drawn as nothing). No tag writes a style attribute: the content
security policy forbids it.
"""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

AVATAR_COLOURS = 6


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """One drawing of static/img/icons.svg, hidden from readers: the text beside it says what it means."""
    extra = f" {classes}" if classes else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>', extra, static("img/icons.svg"), name
    )


@register.simple_tag
def avatar(user: Any, size: str = "", role: str = "") -> SafeString:
    """The initials of a person in a colour that stays theirs. ``size``: "" or "small"."""
    name = f"{user}, {role}" if role else str(user)
    classes = f"avatar avatar-{(user.pk or 0) % AVATAR_COLOURS + 1}" + (f" avatar-{size}" if size else "")
    return format_html(
        '<span class="{}" title="{}" role="img" aria-label="{}">{}</span>', classes, name, name, user.initials
    )


@register.simple_tag
def bar(share: Any, width: str = "100%") -> SafeString:
    """A bar of ours. The number stands beside it in words, so it is hidden from readers."""
    return format_html(
        '<svg class="bar" width="{}" height="8" aria-hidden="true">'
        '<rect class="bar-track" width="100%" height="6" y="1" rx="3"/>'
        '<rect class="bar-ours" width="{}%" height="6" y="1" rx="3"/></svg>',
        width,
        _percent(share),
    )


@register.simple_tag
def band(low: Any, likely: Any, high: Any, width: str = "100%") -> SafeString:
    """A band of theirs with a tick where it is likeliest: never a sharp number."""
    if low is None or high is None:
        return format_html(
            '<svg class="bar" width="{}" height="8" aria-hidden="true">'
            '<rect class="bar-track" width="100%" height="6" y="1" rx="3"/></svg>',
            width,
        )
    tick = (
        SafeString("")
        if likely is None
        else format_html(
            '<svg x="{}%" overflow="visible"><rect class="bar-tick" x="-1.25" width="2.5" height="8" rx="1"/></svg>',
            _percent(likely),
        )
    )
    return format_html(
        '<svg class="bar" width="{}" height="8" aria-hidden="true">'
        '<rect class="bar-track" width="100%" height="6" y="1" rx="3"/>'
        '<rect class="bar-band" x="{}%" width="{}%" height="6" y="1" rx="3"/>{}</svg>',
        width,
        _percent(low),
        _percent(max(0.0, float(high) - float(low))),
        tick,
    )


@register.simple_tag
def band_against(low: Any, likely: Any, high: Any, mark: Any) -> SafeString:
    """A band of theirs with its likeliest place, and a line that it is measured against."""
    return format_html(
        '<svg class="bar bar-against" width="100%" height="20" aria-hidden="true">'
        '<rect class="bar-track" width="100%" height="8" y="6" rx="4"/>'
        '<rect class="bar-band" x="{}%" width="{}%" height="8" y="6" rx="4"/>'
        '<svg x="{}%" overflow="visible"><rect class="bar-tick" x="-1.25" width="2.5" height="10" y="5" rx="1"/></svg>'
        '<svg x="{}%" overflow="visible"><rect class="bar-mark" x="-1" width="2" height="20"/></svg></svg>',
        _percent(low),
        f"{max(0.5, float(_percent(high)) - float(_percent(low))):.2f}",
        _percent(likely),
        _percent(mark),
    )


@register.simple_tag
def said(sentence: Any) -> SafeString:
    """A sentence in parts (``text``, ``strong``), those that carry it strong."""
    return format_html_join(
        "", "{}", ((format_html("<b>{}</b>", part.text) if part.strong else part.text,) for part in sentence)
    )


@register.simple_tag(takes_context=True)
def nav_link(
    context: template.Context, url: str, name: str, label: str, count: Any = None, but: str = ""
) -> SafeString:
    """A line of the sidebar; marked when the page is it or lies below it, but not below ``but``, a line of its own."""
    request = context.get("request")
    path = request.path if request else ""
    below = path.startswith(url) and not (but and path.startswith(but))
    here = "page" if path == url else "true" if below else ""
    return format_html(
        '<li><a class="nav-link" href="{}"{}>{}<span>{}</span>{}</a></li>',
        url,
        format_html(' aria-current="{}"', here) if here else "",
        icon(name),
        label,
        "" if count is None else format_html('<span class="nav-count">{}</span>', count),
    )


@register.filter
def percent(share: Any) -> str:
    """0.414 as "41 %"; None as a dash."""
    return "–" if share is None else f"{float(share) * 100:.0f}\u2009%"


@register.filter
def percent_range(low: Any, high: Any) -> str:
    """0.24 and 0.38 as "24–38 %"."""
    if low is None or high is None:
        return "–"
    first, last = f"{float(low) * 100:.0f}", f"{float(high) * 100:.0f}"
    return f"{last}\u2009%" if first == last else f"{first}–{last}\u2009%"


@register.filter
def share(part: Any) -> str:
    """0.414 as 41.40, for a place or a width in a drawing: per cent, held between 0 and 100."""
    return _percent(part)


@register.filter
def band_width(ends: Any) -> str:
    """The width of a band (low, middle, high) in a drawing, per cent; never so narrow that it cannot be seen."""
    return _percent(max(0.006, float(ends[2]) - float(ends[0])))


def _percent(share: Any) -> str:
    return f"{min(1.0, max(0.0, float(share or 0))) * 100:.2f}"
