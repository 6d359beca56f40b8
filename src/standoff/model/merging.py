"""Versions of a dispute as documents: phases and perceptions merged into the file, with every offset kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from standoff.model.document import Document
from standoff.model.schema import ChangeKeys, Keys, VersionKeys
from standoff.model.tree import Items, Node, Pairs, Path, Scalar, child, data_of

SUPPORT = ("evidence", "contested", "presumed", "credibility")


def is_graph_form(data: Any) -> bool:
    """Whether a document lists states and moves instead of options."""
    makers = data.get("decision_makers")
    makers = makers if isinstance(makers, list) else []
    if any(isinstance(maker, Mapping) and maker.get("options") for maker in makers):
        return False
    moves = data.get("moves")
    return "states" in data or (isinstance(moves, Mapping) and bool(moves.keys() - {"add", "forbid"}))


def node_of(data: Any) -> Node:
    """Return data without a text as a tree without places."""
    if isinstance(data, Mapping):
        return Pairs(-1, [(Scalar(-1, str(key)), node_of(value)) for key, value in data.items()])
    if isinstance(data, list | tuple):
        return Items(-1, [node_of(item) for item in data])
    return Scalar(-1, data)


def tree_of(document: Document) -> Pairs:
    """Return the tree of a document, made up where a program gave the content."""
    tree = node_of(document.data) if document.tree is None else document.tree
    assert isinstance(tree, Pairs)
    return tree


def with_tree(document: Document, tree: Pairs) -> Document:
    """Return a version of a document with another tree; its offsets lead into the same text."""
    data = data_of(tree)
    made = None if document.text is not None else data
    return replace(document, data=data, tree=None if document.text is None else tree, made=made, derived=True)


def merge(base: Pairs, changes: Pairs) -> Pairs:
    """Let each key of the changes replace the same key, per side under ``preferences`` and ``decision_makers``."""
    result = dict(_by_key(base))
    for name, (key, value) in _by_key(changes).items():
        before = result[name][1] if name in result else None
        if name == "preferences" and isinstance(before, Pairs) and isinstance(value, Pairs):
            value = Pairs(before.start, list({**_by_key(before), **_by_key(value)}.values()))
        elif name == "decision_makers" and isinstance(before, Items) and isinstance(value, Items | Pairs):
            value = _merged_makers(before, value if isinstance(value, Items) else _makers_by_id(before, value))
        result[name] = (key, value)
    return Pairs(base.start, list(result.values()))


def _by_key(pairs: Pairs) -> dict[str, tuple[Scalar, Node]]:
    """Return the pairs of a mapping by key; of a key that stands twice the first counts. Private keys are left out."""
    found: dict[str, tuple[Scalar, Node]] = {}
    for key, value in pairs.pairs:
        if not (key.value or "").startswith("x_"):
            found.setdefault(key.value or "", (key, value))
    return found


def _merged_makers(before: Items, after: Items) -> Items:
    """Let each side replace the one with the same id; new ones come last."""
    sides = {_id_of(node) or f" {place}": node for place, node in enumerate(before.items)}
    for place, node in enumerate(after.items):
        sides[_id_of(node) or f"  {place}"] = node
    return Items(before.start, list(sides.values()))


def _makers_by_id(before: Items, changes: Pairs) -> Items:
    """Return sides given as a mapping from id to keys; the keys of the side that it does not give stay."""
    known = {_id_of(node): node for node in before.items}
    sides: list[Node] = []
    for name, node in changes.pairs:
        if not isinstance(node, Pairs):
            sides.append(node)
            continue
        old = known.get(name.value)
        kept = _by_key(old) if isinstance(old, Pairs) else {}
        sides.append(
            Pairs(node.start, list({**kept, "id": (Scalar(name.start, "id"), name), **_by_key(node)}.values()))
        )
    return Items(changes.start, sides)


def _id_of(node: Node) -> str | None:
    """Return the id of an element that is an id or has one."""
    if isinstance(node, Scalar):
        return node.value
    found = child(node, "id")
    return found[0].value if found and isinstance(found[0], Scalar) else None


def without(tree: Pairs, *names: str) -> Pairs:
    """Return a mapping without some keys."""
    return Pairs(tree.start, [(key, value) for key, value in tree.pairs if key.value not in names])


def only(tree: Pairs, form: type[Keys]) -> Pairs:
    """Return a mapping with the keys that a form knows; what is wrong with others is said where they stand."""
    return Pairs(tree.start, [(key, value) for key, value in tree.pairs if key.value in form.model_fields])


def at(tree: Node, path: Path) -> Pairs:
    """Return the mapping at a path, an empty one if there is none."""
    node: Node = tree
    for part in path:
        found = child(node, part)
        if found is None:
            return Pairs(-1, [])
        node = found[0]
    return node if isinstance(node, Pairs) else Pairs(-1, [])


def phase_document(document: Document, chain: Sequence[int]) -> Document:
    """Return the document at a phase: the file, then the changes and facts of each phase that leads to it.

    Parameters
    ----------
    document : Document
        The file.
    chain : sequence of int
        The places of the phases under ``phases``, the first one first.
    """
    tree = tree_of(document)
    result = without(tree, "phases")
    for index in chain:
        result = merge(result, only(at(tree, ("phases", index, "changes")), ChangeKeys))
        result = _with_facts(result, at(tree, ("phases", index)))
    return with_tree(document, result)


def _with_facts(tree: Pairs, version: Pairs) -> Pairs:
    """Override facts that are declared; each rests on what the phase or perception rests on."""
    over = _by_key(at(version, ("facts",)))
    declared = _by_key(at(tree, ("facts",)))
    support = [(key, value) for key, value in version.pairs if key.value in SUPPORT]
    for name, (key, value) in over.items():
        if name in declared:
            declared[name] = (key, Pairs(value.start, [(Scalar(value.start, "value"), value), *support]))
    changed = Pairs(tree.start, list(declared.values()))
    return Pairs(tree.start, [(key, changed if over and key.value == "facts" else value) for key, value in tree.pairs])


def perception_document(document: Document, side: str) -> Document:
    """Return the document as a side sees it, but for options and numbered states that it is unaware of.

    What a side believes of others' perceptions stands in its own entry only.
    """
    tree = tree_of(document)
    entry = at(tree, ("perceptions", side))
    changes = without(only(entry, VersionKeys), "facts")
    result = _with_facts(merge(without(tree, "perceptions", "phases"), changes), entry)
    if is_graph_form(document.data):
        result = _without_states(result, _texts(at(entry, ("unaware_of",)), "states"))
    return with_tree(document, result)


def _texts(pairs: Pairs, name: str) -> set[str]:
    """Return the texts listed under a key."""
    found = child(pairs, name)
    items = found[0].items if found and isinstance(found[0], Items) else []
    return {item.value for item in items if isinstance(item, Scalar) and item.value is not None}


def _without_states(tree: Pairs, gone: set[str]) -> Pairs:
    """Take listed states out."""
    pairs = []
    for key, value in tree.pairs:
        if key.value == "states" and isinstance(value, Items):
            value = Items(value.start, [item for item in value.items if _id_of(item) not in gone])
        pairs.append((key, value))
    return Pairs(tree.start, pairs)
