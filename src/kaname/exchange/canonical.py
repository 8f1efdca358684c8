"""Canonical JSON by RFC 8785 (JCS), the form in which JSON signatures (JSF, CycloneDX) are made.

Refuses what RFC 8785 refuses: numbers that a double cannot hold as written, NaN and infinities, lone surrogates.
"""

import json
import math
from typing import Any

from kaname.errors import InputError

_MAX_SAFE_INTEGER = 2**53 - 1
# Deeper documents do not occur and would exhaust the stack (RFC 8785 sets no limit of its own).
MAX_DEPTH = 500


def canonical_json(value: Any) -> bytes:
    """Return the canonical UTF-8 bytes of a JSON value (dict, list, str, int, float, bool, None).

    Raises:
        InputError: ``exchange.not_canonical``: the value has no canonical form.
    """
    parts: list[str] = []
    _write(value, parts, 0)
    try:
        return "".join(parts).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError("exchange.not_canonical", detail="surrogate") from error


def _write(value: Any, parts: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise InputError("exchange.not_canonical", detail="depth")
    if value is None or isinstance(value, bool):
        parts.append({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, str):
        parts.append(_string(value))
    elif isinstance(value, int):
        # Beyond 2^53 an I-JSON reader sees the nearest double (RFC 7493 §2.2); JCS writes that double.
        parts.append(str(value) if abs(value) <= _MAX_SAFE_INTEGER else _number(float(value)))
    elif isinstance(value, float):
        parts.append(_number(value))
    elif isinstance(value, list | tuple):
        parts.append("[")
        for index, each in enumerate(value):
            if index:
                parts.append(",")
            _write(each, parts, depth + 1)
        parts.append("]")
    else:
        parts.append("{")
        # RFC 8785 §3.2.3: sort by UTF-16 code units.
        for index, key in enumerate(sorted(value, key=lambda text: text.encode("utf-16-be", "surrogatepass"))):
            parts.append(("," if index else "") + _string(key) + ":")
            _write(value[key], parts, depth + 1)
        parts.append("}")


def _string(text: str) -> str:
    # json.dumps escapes exactly what RFC 8785 §3.2.2.2 asks for, except that it leaves DEL alone as the RFC does too.
    return json.dumps(text, ensure_ascii=False)


def _number(value: float) -> str:
    """Write a double as ECMAScript does (RFC 8785 §3.2.2.3)."""
    if math.isnan(value) or math.isinf(value):
        raise InputError("exchange.not_canonical", detail="number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len((whole + fraction).lstrip("0")))
    digits = digits.rstrip("0") or "0"
    count = len(digits)
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        power = point - 1
        head = digits[0] + ("." + digits[1:] if count > 1 else "")
        text = f"{head}e{'+' if power >= 0 else '-'}{abs(power)}"
    return sign + text
