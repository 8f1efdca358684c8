"""SSVC: decision points and tables as data, decisions that name every input.

Ids, versions, value keys, names and outcomes are those of CERT/CC's SSVC 2026.7.0; the explanations are our own. An input
that is not known is the set of all its values: a decision is the set of outcomes that are still possible, and it is
``determined`` only when one is left. Nothing is guessed to make a tree come out.
"""

from kaname.triage.ssvc.decide import Decision, Input, decide, parse_inputs
from kaname.triage.ssvc.registry import Point, Registry, Table, load_registry, parse_tables

__all__ = [
    "Decision",
    "Input",
    "Point",
    "Registry",
    "Table",
    "decide",
    "load_registry",
    "parse_inputs",
    "parse_tables",
]
