"""What a rule is: a question to a document that names the elements which do not answer it.

A rule knows no framework. A profile (``kaname.sbom.profile``) uses it under a clause, with options and a severity. Each rule
lies in a file of its own in ``kaname.sbom.rules``; the file ``component_name.py`` holds the rule ``component-name``.
"""

import re
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module, resources
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError
from kaname.model.sbom import Component
from kaname.sbom.subject import Subject

State = Literal["absent", "invalid", "unknown", "withheld"]
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a profile may tell a rule; each rule documents which of these it heeds.

    Attributes:
        of: which components are judged: ``all``, the ``root`` alone, or all ``parts`` below it.
        except_kinds: component kinds that are not judged.
        fields: which fields answer the question, in the words of the model.
        at_least: how many values are needed.
        algorithms: hash algorithms of which one is needed; empty for any.
        formats: format family → least version.
        words: accepted values.
    """

    of: Literal["all", "root", "parts"] = "all"
    except_kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    at_least: int = 1
    algorithms: tuple[str, ...] = ()
    formats: dict[str, str] = {}
    words: tuple[str, ...] = ()


class Defect(Struct, frozen=True, gc=False):
    """One element that does not answer the question of a rule.

    Attributes:
        path: place in the document; empty for the whole document.
        code: message code, rendered with ``component`` (name and version) and ``detail``.
        component: the component itself, not its label: a large document has millions of defects; None for the document.
        state: ``absent``; ``invalid``: there, but not usable; ``unknown`` or ``withheld`` where the author says so.
    """

    path: str
    code: str
    component: Component | None = None
    detail: str = ""
    state: State = "absent"


class Outcome(Struct, frozen=True):
    """What a rule found: how many elements it looked at, and those with a defect, in document order."""

    tested: int
    defects: tuple[Defect, ...] = ()


class Rule(Struct, frozen=True):
    """A rule: its name and its question."""

    name: str
    check: Callable[[Subject, Options], Outcome]


@cache
def load_rule(name: str) -> Rule:
    """Return the rule of a name.

    Raises:
        InputError: ``sbom.rule_unknown``.
    """
    if not _NAME.fullmatch(name) or name not in rule_names():
        raise InputError("sbom.rule_unknown", rule=name[:100])
    rule: Rule = import_module(f"kaname.sbom.rules.{name.replace('-', '_')}").RULE
    return rule


@cache
def rule_names() -> tuple[str, ...]:
    """Return the names of all rules, sorted."""
    files = [entry.name for entry in resources.files("kaname.sbom.rules").iterdir()]
    return tuple(sorted(name[:-3].replace("_", "-") for name in files if name.endswith(".py") and name[0] != "_"))


def label(component: Component) -> str:
    """Return name and version of a component for a message."""
    name = f"{component.group}/{component.name}" if component.group else component.name
    return f"{name} {component.version}".strip() or component.ref


def each_component(
    subject: Subject,
    options: Options,
    attribute: str,
    test: Callable[[Component], str | tuple[str, str] | None],
) -> Outcome:
    """Judge components one by one; where there is none to ask, the question is not answered.

    Args:
        attribute: word under which a document states that the value is unknown or withheld.
        test: returns None where a component passes, else the message code of the defect, or code and detail.
    """
    is_cyclonedx = subject.family == "cyclonedx"
    if not subject.sbom.components:
        return whole_document("sbom.component_count", "components" if is_cyclonedx else "packages")
    if options.of == "root" and subject.root is None:
        return whole_document("sbom.document_root", "metadata.component" if is_cyclonedx else "relationships")
    tested = 0
    defects: list[Defect] = []
    for component in _selected(subject, options):
        if component.kind in options.except_kinds:
            continue
        tested += 1
        found = test(component)
        if found is None:
            continue
        code, detail = (found, "") if isinstance(found, str) else found
        state: State = "invalid" if detail else "absent"
        stated = subject.stated(component.ref, attribute)
        if stated is not None:
            state, code, detail = stated, f"sbom.stated_{stated}", attribute
        defects.append(Defect(component.path, code, component, sys.intern(detail), state))
    return Outcome(tested, tuple(defects))


def whole_document(code: str | None, path: str, detail: str = "") -> Outcome:
    """Return the outcome of a question to the document as a whole; ``code`` None where it passes."""
    if code is None:
        return Outcome(1)
    return Outcome(1, (Defect(path, code, None, detail, "invalid" if detail else "absent"),))


def _selected(subject: Subject, options: Options) -> tuple[Component, ...]:
    if options.of == "root":
        return (subject.root,) if subject.root else ()
    if options.of == "parts":
        return tuple([each for each in subject.sbom.components if each is not subject.root])
    return subject.sbom.components
