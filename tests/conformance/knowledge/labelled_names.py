"""A labelled list of components without identifier, made from the vendor and product list of JVN iPedia.

Of the published pairs, those are taken whose vendor is written in Japanese and whose CPE product has a name of at least four
letters, every n-th so that 200 remain, never two of one vendor. Each is written as an SBOM might: the supplier with a legal
form or by the word of its CPE name; the product in other width, case, kana or with other separators. The label is the CPE
vendor and product of the published pair.
"""

import gzip
import json
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


class Labelled(NamedTuple):
    name: str
    supplier: str
    vendor: str
    product: str


def labelled_names(data: Path, count: int = 200) -> list[Labelled]:
    with gzip.open(data / "jvn" / "jvn-feed-product.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    by_vendor: dict[str, dict[str, str]] = {}
    for row in rows:
        parts = row["pcpe"].split(":")
        japanese = any("\u3040" <= letter <= "\u9fff" for letter in row["vname"])
        if japanese and len(parts) == 4 and len(row["pname"].strip()) >= 4 and parts[1] in ("/a", "/o"):
            by_vendor.setdefault(row["vname"], row)
    chosen = [by_vendor[vendor] for vendor in sorted(by_vendor)]
    step = len(chosen) // count
    picked = chosen[::step][:count]
    return [_written(position, row) for position, row in enumerate(picked)]


def _written(position: int, row: dict[str, str]) -> Labelled:
    vendor, product = (unquote(part) for part in row["pcpe"].split(":")[2:4])
    name, supplier = row["pname"], row["vname"].removesuffix("株式会社").removeprefix("株式会社").strip()
    suppliers = (
        f"株式会社{supplier}",
        f"{supplier}（株）",
        f"㈱{supplier}",
        f"{vendor.upper()} Co., Ltd.",
        f"{vendor}, Inc.",
    )
    names = (
        name.translate(_FULL),
        name.upper(),
        name.replace(" ", "-"),
        name.lower().replace(" ", ""),
        "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in name),
        f"{name} ",
        name.replace(" ", "　"),
    )
    return Labelled(names[position % len(names)], suppliers[position % len(suppliers)], vendor, product)
