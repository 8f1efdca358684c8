"""A CycloneDX JSON tree kept within a version: fields and words that came later are taken out and listed."""

from collections.abc import Iterator
from typing import Any

from kaname.formats.cyclonedx.shapes import Field, older_word, shape_of, word_since
from kaname.model.loss import Loss

_NEWER = "loss.newer"
# Fields whose value is one word of a list that grows with the versions.
_WORD_FIELDS = (
    ("component", "type"),
    ("composition", "aggregate"),
    ("reference", "type"),
    ("hash", "alg"),
    ("rating", "method"),
)


def fit_version(tree: dict[str, Any], minor: int, losses: list[Loss]) -> dict[str, Any]:
    """Return a document that holds nothing newer than a version; the given one is not changed.

    Fields that no version here knows stay as they are.

    Args:
        tree: decoded JSON of a CycloneDX document.
        minor: 4 to 7.
        losses: gets what was taken out or said in an older word, by path in the document.
    """
    fitted = dict(tree)
    fitted["specVersion"] = f"1.{minor}"
    if isinstance(tree.get("$schema"), str):
        fitted["$schema"] = f"http://cyclonedx.org/schema/bom-1.{minor}.schema.json"
    return _Fitting(minor, losses).object(fitted, "bom", "")


class _Fitting:
    def __init__(self, minor: int, losses: list[Loss]) -> None:
        self._minor = minor
        self._losses = losses

    def object(self, value: dict[str, Any], shape: str, path: str) -> dict[str, Any]:
        fields = shape_of(shape)
        made: dict[str, Any] = {}
        for key, inner in value.items():
            where = f"{path}.{key}" if path else key
            field = fields.get(key)
            if field is None:
                made[key] = inner
            elif field.since > self._minor:
                self._newer(key, inner, where, made)
            elif field.kind == "special":
                self._special(key, inner, where, made)
            elif field.shape is not None:
                made[key] = self._below(field, inner, where)
            else:
                made[key] = inner
        self._words(shape, path, made)
        return made

    def _below(self, field: Field, inner: Any, where: str) -> Any:
        shape = field.shape or ""
        if isinstance(inner, dict):
            return self.object(inner, shape, where)
        if not isinstance(inner, list):
            return inner
        if field.key == "identity" and self._minor < 6:  # one object up to 1.5
            self._losses += [Loss(f"{where}[{index}]", _NEWER) for index in range(1, len(inner))]
            return self._below(field, inner[0], where) if inner else {}
        kept = []
        for index, item in enumerate(inner):
            if isinstance(item, dict):
                if self._is_unsaid(shape, item):
                    self._losses.append(Loss(f"{where}[{index}]", _NEWER))
                    continue
                item = self.object(item, shape, f"{where}[{index}]")
            kept.append(item)
        return kept

    def _is_unsaid(self, shape: str, item: dict[str, Any]) -> bool:
        """A digest of an algorithm that came later: there is no older word for it."""
        if shape != "hash" or not isinstance(item.get("alg"), str):
            return False
        return older_word("hash", "alg", item["alg"], self._minor) is None

    def _words(self, shape: str, path: str, made: dict[str, Any]) -> None:
        for of, key in _WORD_FIELDS:
            word = made.get(key) if of == shape else None
            if isinstance(word, str) and word_since(of, key).get(word, 0) > self._minor:
                made[key] = older_word(of, key, word, self._minor) or "other"
                self._losses.append(Loss(f"{path}.{key}" if path else key, "loss.narrowed"))

    def _newer(self, key: str, inner: Any, where: str, made: dict[str, Any]) -> None:
        """A field that came later: said in the older way where there is one."""
        older = _OLDER.get(key)
        if older is not None and older[0](inner) and older[1] not in made:
            made[older[1]] = older[2](inner)
            self._losses.append(Loss(where, "loss.rewritten"))
        else:
            self._losses.append(Loss(where, _NEWER))

    def _special(self, key: str, inner: Any, where: str, made: dict[str, Any]) -> None:
        if key == "licenses" and isinstance(inner, list):
            made[key] = self._licenses(inner, where)
        elif key == "tools" and isinstance(inner, dict):
            if self._minor >= 5:
                made[key] = self.object(inner, "tools", where)
            else:
                made[key] = list(self._older_tools(inner, where))
        else:
            made[key] = inner

    def _older_tools(self, tools: dict[str, Any], where: str) -> Iterator[dict[str, Any]]:
        """Tools as they stood up to 1.4: vendor, name, version, hashes, references."""
        for part in ("components", "services"):
            items = tools.get(part)
            for index, item in enumerate(items if isinstance(items, list) else ()):
                if not isinstance(item, dict):
                    continue
                self._losses.append(Loss(f"{where}.{part}[{index}]", "loss.rewritten"))
                tool = {"vendor": item["group"]} if "group" in item else {}
                for key, inner in item.items():
                    if key in ("name", "version", "hashes", "externalReferences"):
                        tool[key] = inner
                    elif key not in ("type", "group"):
                        self._losses.append(Loss(f"{where}.{part}[{index}].{key}", _NEWER))
                yield self.object(tool, "tool", f"{where}.{part}[{index}]")

    def _licenses(self, choices: list[Any], where: str) -> list[Any]:
        alone = len(choices) == 1 or self._minor >= 7
        made = []
        for index, choice in enumerate(choices):
            path = f"{where}[{index}]"
            if not isinstance(choice, dict):
                made.append(choice)
            elif isinstance(choice.get("license"), dict):
                made.append({**choice, "license": self.object(choice["license"], "license", f"{path}.license")})
            elif "expression" in choice and not alone:
                self._losses.append(Loss(f"{path}.expression", "loss.rewritten"))
                made.append({"license": self._named(choice, path)})
            else:
                made.append(self._expression(choice, path))
        return made

    def _named(self, choice: dict[str, Any], path: str) -> dict[str, Any]:
        named = {"name" if key == "expression" else key: value for key, value in self._expression(choice, path).items()}
        return self.object(named, "license", path)

    def _expression(self, choice: dict[str, Any], path: str) -> dict[str, Any]:
        made = {}
        since = {"acknowledgement": 6, "bom-ref": 5, "expressionDetails": 7, "licensing": 7, "properties": 7}
        for key, value in choice.items():
            if since.get(key, 0) > self._minor:
                self._losses.append(Loss(f"{path}.{key}", _NEWER))
            else:
                made[key] = value
        return made


def _has_names(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) and each.get("name") for each in value)


def _names(value: Any) -> str:
    return ", ".join(str(each["name"]) for each in value if isinstance(each, dict) and each.get("name"))


# Field → when its older way can be used, the older field, and how its value is made.
_OLDER = {"authors": (_has_names, "author", _names)}
