"""Advisories by chance: every part that an author can fill in, in many combinations, and valid by the mandatory tests.

The same seed gives the same advisory. Texts hold Japanese, quotes, line ends and characters outside the first plane.
"""

from random import Random

from kaname.model.advisory_draft import (
    Acknowledgement,
    AdvisoryDraft,
    AdvisoryPart,
    AdvisoryProduct,
    AdvisoryVulnerability,
    Flag,
    ForeignId,
    Involvement,
    Reference,
    Remediation,
    RemediationKind,
    Revision,
    StatusGroup,
    Texts,
    Threat,
    TlpLabel,
)

_WORDS = (
    *("入力", "検査", "Gateway", "“quoted”", "𠮷野家", "line\nend", "a/b", "~0"),
    *("é", "…", "100 %", "<b>", "&amp;", "改修", "\t", "🦊"),
)
_VECTORS = (
    "AV:N/AC:L/Au:N/C:C/I:C/A:C",
    "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:3.1/AV:L/AC:H/PR:L/UI:R/S:C/C:L/I:N/A:H",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
    "CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:L/SI:N/SA:N/E:P",
)
_WEAKNESSES = ("CWE-79", "CWE-787", "CWE-89", "CWE-502", "CWE-416")
_TLP: tuple[TlpLabel, ...] = ("CLEAR", "GREEN", "AMBER", "RED")
_REMEDIES: tuple[RemediationKind, ...] = ("vendor_fix", "workaround", "mitigation")
_JUSTIFICATIONS = (
    "component_not_present",
    "vulnerable_code_not_present",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "inline_mitigations_already_exist",
)


def random_advisory(seed: int) -> AdvisoryDraft:
    """Return an advisory; odd seeds give a VEX."""
    chance = Random(seed)
    products = tuple(one for family in range(chance.randint(2, 4)) for one in _family(chance, family))
    parts = tuple(_part(chance, number, products) for number in range(chance.randint(0, 3)))
    names = [*(each.id for each in products), *(each.id for each in parts)]
    is_vex = bool(seed % 2)
    return AdvisoryDraft(
        id=f"KUMO-{'VEX' if is_vex else 'SA'}-{2026 - seed % 3}-{seed:04d}",
        title=_texts(chance),
        summary=_texts(chance),
        category="vex" if is_vex else "security_advisory",
        status=chance.choice(("final", "interim")),
        tlp=chance.choice(_TLP),
        languages=chance.choice((("ja", "en"), ("en", "ja"), ("ja",), ("en",))),
        license=chance.choice(("", "CC-BY-4.0", "MIT OR Apache-2.0")),
        products=products,
        parts=parts,
        vulnerabilities=tuple(
            _vulnerability(chance, number, names, is_vex=is_vex) for number in range(chance.randint(1, 3))
        ),
        references=tuple(
            Reference(url=f"https://kumo.example/{number}", summary=_texts(chance))
            for number in range(chance.randint(0, 2))
        ),
        acknowledgements=tuple(_thanks(chance) for _ in range(chance.randint(0, 2))),
        aliases=tuple(f"ALIAS-{seed}-{number}" for number in range(chance.randint(0, 2))),
        revisions=tuple(
            Revision(number=str(number), date=f"2026-11-{number:02d}T03:00:00Z", summary=_texts(chance))
            for number in range(1, chance.randint(1, 4) + 1)
        ),
    )


def _texts(chance: Random) -> Texts:
    def text() -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 6))).strip() or "文"

    return {"ja": text(), "en": text()} if chance.random() < 0.8 else text()


def _family(chance: Random, family: int) -> list[AdvisoryProduct]:
    """Return one or two versions of a product, or a range: the standard wants no version beside a range (6.1.58)."""
    vendor = chance.choice(("Kumo Works", "星野プロジェクト"))
    if chance.random() < 0.3:
        name = f"vers:semver/<{family + 1}.0.0"
        return [AdvisoryProduct(id=f"P-{family}", vendor=vendor, product=f"Product {family}", range=name)]
    return [_product(chance, vendor, family, number) for number in range(chance.randint(1, 2))]


def _product(chance: Random, vendor: str, family: int, number: int) -> AdvisoryProduct:
    version = f"{family}.{number}.{chance.randint(0, 9)}"
    hashes = {kind: f"{chance.getrandbits(bits):0{bits // 4}x}" for kind, bits in (("sha256", 256), ("sha512", 512))}
    return AdvisoryProduct(
        id=f"P-{family}-{('0th', '1st')[number]}",
        vendor=vendor,
        product=f"Product {family}",
        version=version,
        # Those of one product differ in qualifiers only (6.1.42).
        purls=tuple(
            f"pkg:deb/kumo/p{family}@{version}?arch={arch}"
            for arch in chance.sample(["amd64", "arm64", "riscv64"], chance.randint(0, 3))
        ),
        cpe=f"cpe:2.3:a:kumo_works:p{family}:{version}:*:*:*:*:*:*:*" if chance.random() < 0.5 else "",
        filename=f"p{family}.tar.gz" if chance.random() < 0.5 else "",
        hashes=hashes if chance.random() < 0.5 else {},
    )


def _part(chance: Random, number: int, products: tuple[AdvisoryProduct, ...]) -> AdvisoryPart:
    component, product = chance.sample(products, 2)
    return AdvisoryPart(
        id=f"R-{number}",
        component=component.id,
        product=product.id,
        category="installed_on" if chance.random() < 0.3 else "default_component_of",
        purls=(f"pkg:generic/part-{number}@1",) if chance.random() < 0.5 else (),
        hashes={"sha256": f"{chance.getrandbits(256):064x}"} if chance.random() < 0.5 else {},
        filename=f"part-{number}.so",
    )


def _vulnerability(chance: Random, number: int, names: list[str], *, is_vex: bool) -> AdvisoryVulnerability:
    status = _status(chance, names, is_vex=is_vex)
    affected, untouched = status.get("known_affected", ()), status.get("known_not_affected", ())
    open_ = status.get("under_investigation", ())
    kinds = chance.sample(_REMEDIES, chance.randint(1, 3))
    remedies = [Remediation(category=kind, details=_texts(chance), products=affected) for kind in kinds if affected]
    if open_:
        remedies.append(Remediation(category="none_available", details=_texts(chance), products=open_))
    flagged = untouched[: chance.randint(0, len(untouched))]
    return AdvisoryVulnerability(
        cve=f"CVE-2026-{1000 + number}" if chance.random() < 0.7 else "",
        ids=(ForeignId(system="Kumo Works PSIRT", text=f"KUMO-{number}"),),
        title=_texts(chance),
        description=_texts(chance),
        cwe=tuple(chance.sample(_WEAKNESSES, chance.randint(0, 2))),
        cvss=tuple(chance.sample(_VECTORS, chance.randint(0, 3))),
        discovered="2026-10-01T00:00:00+09:00" if chance.random() < 0.5 else "",
        disclosed="2026-11-01T03:00:00Z" if chance.random() < 0.5 else "",
        status=status,
        flags=(Flag(label=chance.choice(_JUSTIFICATIONS), products=flagged),) if flagged else (),  # type: ignore[arg-type]
        threats=(
            *((Threat(category="impact", details=_texts(chance), products=untouched),) if untouched else ()),
            *((Threat(category="exploit_status", details=_texts(chance), products=affected),) if affected else ()),
        ),
        remediations=tuple(remedies),
        involvements=(
            Involvement(party="coordinator", status="completed", date="2026-10-05T00:00:00Z", summary=_texts(chance)),
        )
        if chance.random() < 0.4
        else (),
        acknowledgements=(_thanks(chance),) if chance.random() < 0.4 else (),
        references=(Reference(url="https://kumo.example/d", summary=_texts(chance)),) if chance.random() < 0.4 else (),
    )


def _status(chance: Random, names: list[str], *, is_vex: bool) -> dict[StatusGroup, tuple[str, ...]]:
    groups: list[StatusGroup] = ["known_affected", "known_not_affected", "under_investigation"]
    chosen: dict[str, StatusGroup] = {}
    for name in chance.sample(names, len(names)):
        chosen[name] = chance.choice([*groups, "fixed"] if is_vex else groups)
    if not is_vex:
        # A security advisory has something affected, and fixes versions of what is affected only (6.1.27.12, 6.1.27.13).
        chosen[names[0]] = "known_affected"
        for name in names:
            family = name.removesuffix("-1st")
            if name != family and chosen.get(f"{family}-0th") == "known_affected":
                chosen[name] = "fixed"
    status: dict[StatusGroup, tuple[str, ...]] = {}
    for name, group in chosen.items():
        status[group] = (*status.get(group, ()), name)
    return status


def _thanks(chance: Random) -> Acknowledgement:
    if chance.random() < 0.5:
        return Acknowledgement(names=("空 花子", "H. Sora"), summary=_texts(chance))
    return Acknowledgement(organization="Umi University", urls=("https://umi.example/",))
