"""The reference of profiles names every rule, profile and axis that there is, and no other."""

import re
from pathlib import Path

import pytest

from kaname.sbom.profile import profile_names
from kaname.sbom.redaction_policy import FIELDS
from kaname.sbom.rule import rule_names
from kaname.sbom.subject import ATTRIBUTES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize("page", ["profiles.md", "profiles.ja.md"])
def test_rules_and_profiles(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    table = text.partition("<!-- rules: start -->")[2].partition("<!-- rules: end -->")[0]
    assert tuple(re.findall(r"^\| `([a-z-]+)`", table, re.MULTILINE)) == rule_names()
    head = text.partition("## ")[0]
    assert sorted(re.findall(r"^\| `([a-z0-9.-]+)`", head, re.MULTILINE)) == list(profile_names())
    assert all(f"`{word}`" in text for word in ATTRIBUTES)


@pytest.mark.parametrize("page", ["redaction.md", "redaction.ja.md"])
def test_fields_of_redaction(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert all(f"`{field}`" in text for field in FIELDS)
