"""The graph of moves as GraphML, which Gephi, yEd, igraph and NetworkX read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from standoff.show.describe import heading, state_words
from standoff.show.exports.table import plain, refuse_many
from standoff.show.findings import Findings, findings

if TYPE_CHECKING:
    from standoff.analysis import Analysis

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE = {"words": "string", "pattern": "string", "status_quo": "boolean", "led": "boolean", "equilibrium": "string"}
EDGE = {"maker": "string", "maker_name": "string", "improvement": "boolean"}
MOST_STATES = 1 << 12


def graphml(analysis: Analysis) -> str:
    """Return states as nodes and moves as edges, each with its mover and whether the mover prefers where it leads.

    ``equilibrium`` holds concepts with spaces between them; ``led`` says whether improvements lead there.

    References
    ----------
    Brandes, Eiglsperger, Herman, Himsolt & Marshall (2002), *Graph Drawing*, LNCS 2265, 501-512.
    """
    refuse_many(analysis, "a graph with its moves one by one", MOST_STATES)
    found = findings(analysis)
    root = Element("graphml", {"xmlns": NAMESPACE})
    for place, keys in (("node", NODE), ("edge", EDGE)):
        for name, kind in keys.items():
            SubElement(root, "key", {"id": f"{place}_{name}", "for": place, "attr.name": name, "attr.type": kind})
    SubElement(root, "key", {"id": "graph_title", "for": "graph", "attr.name": "title", "attr.type": "string"})
    graph = SubElement(root, "graph", {"edgedefault": "directed"})
    _data(graph, "graph_title", heading(analysis.dispute))
    for state in range(found.model.states.count):
        _node(graph, found, state)
    _edges(graph, found)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _node(graph: Element, found: Findings, state: int) -> None:
    model = found.model
    node = SubElement(graph, "node", {"id": model.states.id(state)})
    _data(node, "node_words", state_words(model, state))
    _data(node, "node_pattern", model.states.pattern(state))
    _data(node, "node_status_quo", state == model.status_quo)
    _data(node, "node_led", bool(found.would[state]))
    _data(node, "node_equilibrium", " ".join(found.holds(state)))


def _edges(graph: Element, found: Findings) -> None:
    """Add the moves, numbered, since two sides may share one."""
    model, count = found.model, 0
    for side, maker in enumerate(model.dispute.decision_makers):
        for state in range(model.states.count):
            better = set(model.improvements(side, state).tolist())
            for target in model.moves.reachable(side, state).tolist():
                ends = {"source": model.states.id(state), "target": model.states.id(target)}
                edge = SubElement(graph, "edge", {"id": f"m{count}", **ends})
                _data(edge, "edge_maker", maker.id)
                _data(edge, "edge_maker_name", maker.name)
                _data(edge, "edge_improvement", target in better)
                count += 1


def _data(parent: Element, key: str, value: str | bool | None) -> None:
    if value is not None:
        text = str(value).lower() if isinstance(value, bool) else plain(value)
        SubElement(parent, "data", {"key": key}).text = text
