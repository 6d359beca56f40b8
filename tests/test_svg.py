"""The picture of moves: well-formed, safe, and drawn as its legend says."""

from __future__ import annotations

from xml.etree import ElementTree

from standoff.show.markup import Markup, element, join, tag
from standoff.show.palette import DASHES
from standoff.show.svg import moves_picture
from standoff.show.view import view
from tests.shown import FILE, elmira, many, weir

SVG = "{http://www.w3.org/2000/svg}"


def test_picture_is_well_formed() -> None:
    """A picture for a file of its own is XML with a name for those who can't see it."""
    root = ElementTree.fromstring(moves_picture(view(elmira()), standalone=True))
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert root.get("aria-label") == "Moves between 9 states; the status quo is s1."


def test_picture_for_a_page_names_no_host() -> None:
    """Inside a page the picture needs no name space, so no host name at all."""
    assert "http" not in moves_picture(view(elmira()))


def test_improvements_are_bold_and_sides_have_their_dashes() -> None:
    """Each move is drawn with its side's pattern, and bold exactly if the side prefers where it leads."""
    analysis = elmira()
    root = ElementTree.fromstring(moves_picture(view(analysis), standalone=True))
    arcs = [path for path in root.iter(f"{SVG}path") if path.get("data-from")]
    model = analysis.model
    for path in arcs:
        side = int((path.get("marker-end") or "").removeprefix("url(#tip-").removesuffix(")"))
        source, target = (model.states.find(path.get(key) or "") for key in ("data-from", "data-to"))
        assert ("improves" in (path.get("class") or "")) == model.preferences[side].better(target, source)
        assert bool(path.get("stroke-dasharray")) == bool(DASHES[side])
    moves = sum(len(model.moves.reachable(side, s)) for side in range(3) for s in range(9))
    assert len(arcs) == moves


def test_status_quo_has_a_second_ring_and_equilibria_are_filled() -> None:
    """The status quo, and only it, has a ring; equilibria under all concepts are filled, under some half."""
    root = ElementTree.fromstring(moves_picture(view(elmira()), standalone=True))
    nodes = {node.get("data-state"): node for node in root.iter(f"{SVG}g") if node.get("data-state")}
    rings = [state for state, node in nodes.items() if any(r.get("class") == "ring" for r in node)]
    assert rings == ["s1"]
    filled = {state for state, node in nodes.items() if "full" in (node.get("class") or "")}
    half = {state for state, node in nodes.items() if "half" in (node.get("class") or "")}
    assert (filled, half) == ({"s5", "s8", "s9"}, {"s1", "s4"})


def test_names_are_escaped() -> None:
    """Names come from people and are never markup."""
    text = FILE.replace("Open the gate", "<script>alert(1)</script>").replace("name: The mill", "name: '\"><b>&amp;'")
    drawn = moves_picture(view(weir(text)), standalone=True)
    ElementTree.fromstring(drawn)
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_no_status_quo_no_picture() -> None:
    """Without a status quo there is nothing to draw moves from."""
    assert moves_picture(view(weir(FILE.replace("status_quo: []\n", "")))) == ""


def test_states_stand_where_a_person_has_put_them() -> None:
    """States keep the distances that the file gives them, inside the frame; a pattern of no state is passed over."""
    placed = "x_layout: {NN: [300, 90], YN: [40.5, 200], nonsense: [1, 2], YY: nowhere}\n"
    picture = view(weir(FILE + placed))["picture"]
    places = {node["state"]: (node["x"], node["y"]) for node in picture["nodes"]}
    (ax, ay), (bx, by) = places["s1"], places["s2"]
    assert (ax - bx, ay - by) == (259.5, -110)
    assert all(0 < x < picture["width"] and 0 < y < picture["height"] for x, y in places.values())


def test_many_states_are_drawn_in_bounds() -> None:
    """All of a big dispute's picture lies inside its frame."""
    root = ElementTree.fromstring(moves_picture(view(many(10)), standalone=True))
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    for node in root.iter(f"{SVG}g"):
        if node.get("transform"):
            x, y = map(float, (node.get("transform") or "").removeprefix("translate(").removesuffix(")").split(","))
            assert 0 < x < width
            assert 0 < y < height


def test_markup_escapes_all_but_markup() -> None:
    """Plain strings are text wherever they stand; attributes are quoted."""
    assert tag("p", "<i>", Markup("<i>x</i>"), None, title='a"b') == '<p title="a&quot;b">&lt;i&gt;<i>x</i></p>'
    assert join("a", element("g", x=0, y=None, hidden=True, off=False)) == 'a<g x="0" hidden/>'
