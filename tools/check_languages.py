"""Check that every text exists in Japanese and English, with the same placeholders, and that no used code lacks a text."""

import pkgutil
import re
import string
import sys
from importlib import import_module
from pathlib import Path

import kaname.messages.en as english
import kaname.messages.ja as japanese

ROOT = Path(__file__).resolve().parent.parent
# Texts that are the same in both languages on purpose: commands to copy, symbols, official names.
_SAME_ALLOWED = re.compile(r"\.examples$|^cli_argparse\.")
_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
_RAISED = re.compile(
    r"(?:InputError|IntegrityError|UnsupportedError|AccessError|SourceError|ErrorGroup)\(\s*\"([a-z0-9_.]+)\""
)


def main() -> int:
    """Print what is missing; return 1 if anything is."""
    faults = check()
    for fault in faults:
        print(fault)
    print(f"languages: {len(texts_of_language('en'))} texts, {len(faults)} faults")
    return 1 if faults else 0


def check() -> list[str]:
    """Return one line per fault."""
    en, ja = texts_of_language("en"), texts_of_language("ja")
    faults = [f"{code}: no Japanese text" for code in sorted(en.keys() - ja.keys())]
    faults += [f"{code}: no English text" for code in sorted(ja.keys() - en.keys())]
    for code in sorted(en.keys() & ja.keys()):
        if _SAME_ALLOWED.search(code):
            continue
        if _fields(en[code]) != _fields(ja[code]):
            faults.append(f"{code}: placeholders differ: {_fields(en[code])} and {_fields(ja[code])}")
        if _JAPANESE.search(en[code]):
            faults.append(f"{code}: Japanese in the English text")
        if re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", ja[code]) and not _JAPANESE.search(ja[code]):
            faults.append(f"{code}: the Japanese text is English")
    for path in sorted((ROOT / "src").rglob("*.py")):
        for code in _RAISED.findall(path.read_text("utf-8")):
            if code not in en:
                faults.append(f"{code}: raised in {path.relative_to(ROOT)} but has no text")
    return faults


def texts_of_language(lang: str) -> dict[str, str]:
    """Return every text of a language by code, whatever room it is in."""
    package = english if lang == "en" else japanese
    texts: dict[str, str] = {}
    for module in pkgutil.iter_modules(package.__path__):
        loaded: dict[str, str] = import_module(f"{package.__name__}.{module.name}").TEXTS
        wrong = [code for code in loaded if code.partition(".")[0] != module.name]
        if wrong:
            raise SystemExit(f"messages/{lang}/{module.name}.py holds codes of another room: {wrong}")
        texts |= loaded
    return texts


def _fields(text: str) -> list[str]:
    if "%(" in text or "%s" in text:
        return sorted(re.findall(r"%\(\w+\)\w|%\w", text))
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


if __name__ == "__main__":
    sys.exit(main())
