"""Elements of HTML and SVG: whatever is no `Markup` is text, and is escaped. Reports and names are never trusted."""

from __future__ import annotations

from html import escape


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def element(name: str, /, *children: str | None, **attributes: object) -> Markup:
    """Return an SVG element, closed at once where it is empty.

    Attributes are written with ``-`` for ``_``, a trailing ``_`` is dropped, and what is None or empty is left out.

    Examples
    --------
    >>> element("text", "a < b", class_="id", text_anchor="middle", x=1.5)
    '<text class="id" text-anchor="middle" x="1.5">a &lt; b</text>'
    >>> element("circle", r=2.0, fill=None)
    '<circle r="2"/>'
    """
    inside = join(*children)
    opening = name + _attributes(attributes)
    return Markup(f"<{opening}>{inside}</{name}>" if inside else f"<{opening}/>")


def tag(name: str, /, *children: str | None, **attributes: object) -> Markup:
    """Return an HTML element, closed by an end tag even where it is empty.

    Examples
    --------
    >>> tag("td")
    '<td></td>'
    """
    return Markup(f"<{name}{_attributes(attributes)}>{join(*children)}</{name}>")


def join(*children: str | None) -> Markup:
    """Return children one after the other; those that are no markup are escaped, None is skipped.

    Examples
    --------
    >>> join("a & b", Markup("<br>"), None)
    'a &amp; b<br>'
    """
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(child, quote=False)
            for child in children
            if child is not None
        )
    )


def _attributes(attributes: dict[str, object]) -> str:
    written = []
    for key, value in attributes.items():
        if value is True:
            written.append(f" {_name(key)}")
        elif value is not False and value not in (None, ""):
            written.append(f' {_name(key)}="{escape(figure(value))}"')
    return "".join(written)


def _name(key: str) -> str:
    # SVG spells a few attributes in camel case; they have no underscore and stay as they are.
    return key.rstrip("_").replace("_", "-")


def figure(value: object) -> str:
    """Return a number with at most two decimals, anything else as it is."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value}"
