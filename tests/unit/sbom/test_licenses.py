"""Licences: SPDX form, policy, conflicts, unknowns, notices."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.sbom import ferry

from kaname import formats
from kaname.cli.main import main
from kaname.errors import InputError
from kaname.model.sbom import Component, LicenseClaim, Original, Sbom
from kaname.sbom.licenses import license_report, normalise, parse_license_policy
from kaname.sbom.notices import collect_notices


def made(*licenses: tuple[str, str | None]) -> Sbom:
    """One component per (text, acknowledgement)."""
    return Sbom(
        format="made",
        spec_version="",
        original=Original(data=b"", sha256="0" * 64),
        components=tuple(
            Component(
                ref=str(at),
                path=f"components[{at}]",
                name=f"c{at}",
                purl=f"pkg:npm/c{at}@1",
                licenses=(LicenseClaim(value=text, kind="expression", acknowledgement=kind),) if text else (),  # type: ignore[arg-type]
            )
            for at, (text, kind) in enumerate(licenses)
        ),
    )


@pytest.mark.parametrize(
    ("text", "expression", "unknown"),
    [
        ("mit", "MIT", ()),
        ("GPL-2.0", "GPL-2.0-only", ()),
        ("gpl-2.0+ with classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0", ()),
        ("apache-2.0 and (mit or isc)", "Apache-2.0 AND (MIT OR ISC)", ()),
        ("LicenseRef-ours", "LicenseRef-ours", ()),
        ("Foo-1.0", "Foo-1.0", ("Foo-1.0",)),
        ("GPL-2.0-only WITH nothing-known", "GPL-2.0-only WITH nothing-known", ("nothing-known",)),
    ],
)
def test_spdx_form(text: str, expression: str, unknown: tuple[str, ...]) -> None:
    found = normalise(text)
    assert (found.expression, found.unknown, found.broken) == (expression, unknown, False)


@pytest.mark.parametrize("text", ["(MIT", "MIT AND", "MIT/X11", "AND", "MIT OR OR ISC", "x" * 9000])
def test_what_is_no_expression_is_kept_and_named(text: str) -> None:
    found = normalise(text)
    assert (found.expression, found.broken) == (text, True)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["MIT", "AND", "OR", "WITH", "(", ")", "+", " ", "GPL-2.0"])).map(" ".join)
)
@example("(AND 0")
def test_no_text_breaks_the_normaliser(text: str) -> None:
    once = normalise(text)
    if not once.broken and not once.stated_unknown and not once.unknown:
        assert normalise(once.expression).expression == once.expression


POLICY = """
allow: [MIT, Apache-2.0, BSD-*]
review: [LGPL-*]
deny: [AGPL-*]
default: review
unknown: deny
uses:
  internal: {allow: [GPL-*]}
  distribution: {deny: [GPL-*]}
incompatible: [[GPL-2.0-only, Apache-2.0]]
exceptions: {"pkg:npm/c0": MIT}
"""


@pytest.mark.parametrize(
    ("text", "use", "verdict", "because"),
    [
        ("MIT", "", "allow", "MIT"),
        ("MIT OR AGPL-3.0-only", "", "allow", "MIT"),
        ("MIT AND AGPL-3.0-only", "", "deny", "AGPL-3.0-only"),
        ("MIT AND (LGPL-2.1-only OR AGPL-3.0-only)", "", "review", "LGPL-2.1-only"),
        ("Zlib", "", "review", "Zlib"),
        ("GPL-3.0-only", "internal", "allow", "GPL-3.0-only"),
        ("GPL-3.0-only", "distribution", "deny", "GPL-3.0-only"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "internal", "allow", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("no idea", "", "deny", "no idea"),
        ("", "", "deny", ""),
        ("NOASSERTION", "", "deny", ""),
    ],
)
def test_verdicts(text: str, use: str, verdict: str, because: str) -> None:
    report = license_report(made(("MIT", None), (text, None)), policy=parse_license_policy(POLICY.encode()), use=use)
    assert (report.components[1].verdict, report.components[1].because) == (verdict, because)


def test_several_statements_about_one_component_all_apply() -> None:
    one, _ = made(("AGPL-3.0-only", None), ("MIT", None)).components
    both = msgspec.structs.replace(
        one, purl=None, licenses=(*one.licenses, LicenseClaim(value="Own Words", kind="name"))
    )
    sbom = msgspec.structs.replace(made(), components=(both,))
    (found,) = license_report(
        sbom, policy=parse_license_policy(POLICY.replace("unknown: deny", "").encode())
    ).components
    assert (found.expression, found.unknown) == ("AGPL-3.0-only AND Own Words", ("Own Words",))
    assert (found.verdict, found.because) == ("deny", "AGPL-3.0-only")


def test_an_exception_for_one_component() -> None:
    report = license_report(made(("AGPL-3.0-only", None)), policy=parse_license_policy(POLICY.encode()))
    assert report.components[0].verdict == "allow"


def test_conflicts_and_unknowns() -> None:
    sbom = made(("GPL-2.0-only", None), ("Apache-2.0", None), ("Mystery", None), ("", None))
    report = license_report(sbom, policy=parse_license_policy(POLICY.encode()))
    assert [(each.kind, each.left, each.right) for each in report.conflicts] == [
        ("incompatible", "GPL-2.0-only", "Apache-2.0")
    ]
    assert [each.unknown for each in report.components] == [(), (), ("Mystery",), ()]
    assert [each.component for each in report.unlicensed] == ["c3"]
    tree = ferry.spdx()
    tree["packages"][1]["licenseConcluded"] = "ISC"
    tree["packages"][2]["licenseConcluded"] = "NOASSERTION"
    found = license_report(formats.read_sbom(ferry.as_bytes(tree)))
    assert [(each.kind, each.left, each.right, each.paths) for each in found.conflicts] == [
        ("declared-concluded", "MIT", "ISC", ("packages[1]",))
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("allow: [MIT]\ndeny: [mit]", "sbom.license_policy_contradiction"),
        ("allow: MIT", "sbom.yaml_form"),
        ("permit: [MIT]", "sbom.yaml_form"),
        ("a: [", "catalogs.not_yaml"),
    ],
)
def test_policies_that_are_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_license_policy(text.encode())
    assert caught.value.code == code


def test_notices_say_what_there_is_and_what_is_missing() -> None:
    tree = ferry.cyclonedx()
    tree["components"][0]["copyright"] = "© Quay Authors"
    tree["components"][0]["licenses"] = [{"license": {"id": "MIT", "text": {"content": "Permission is hereby …"}}}]
    del tree["components"][1]["licenses"]
    notices = collect_notices(formats.read_sbom(ferry.as_bytes(tree)))
    assert notices.product == "ferry 4.2"
    assert [group.expression for group in notices.groups] == ["BSD-3-Clause OR MIT", "MIT", ""]
    assert notices.groups[1].texts == (("MIT", "Permission is hereby …"),)
    assert (notices.without_license, notices.without_copyright) == (2, 3)
    assert notices.without_text == ("BSD-3-Clause OR MIT",)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_commands(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, policy = tmp_path / "ferry.json", tmp_path / "policy.yaml"
    tree = ferry.cyclonedx()
    tree["components"][0]["copyright"] = "<b>© Quay</b>"
    path.write_bytes(ferry.as_bytes(tree))
    policy.write_text(POLICY)
    base = ["--lang", lang, "sbom", "licenses", str(path)]
    assert main(base) == 0
    assert "Apache-2.0" in capsys.readouterr().out
    assert main([*base, "--policy", str(policy), "--fail-on", "deny", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert {each["component"]: each["verdict"] for each in report["components"]}["covert/tideglass 7.7.7"] == "deny"
    assert main([*base, "--policy", str(policy), "--use", "nothing"]) == 3
    assert main([*base, "--fail-on", "unknown"]) == 1
    capsys.readouterr()
    assert main(["--lang", lang, "sbom", "notices", str(path)]) == 0
    assert "© Quay" in capsys.readouterr().out
    assert main(["--lang", lang, "sbom", "notices", str(path), "--format", "html", "--fail-on-incomplete"]) == 4
    page = capsys.readouterr().out
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
