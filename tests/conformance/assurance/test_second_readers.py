"""Assessment documents read by other implementations: OSCAL by models made from its schemas, in-toto by its bindings."""

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    # The reader uses names that its own base library has deprecated; that is not about our documents.
    warnings.simplefilter("ignore")
    from trestle.oscal import assessment_results, mapping, poam

from google.protobuf.json_format import Parse
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

ROOT = Path(__file__).resolve().parents[3]
WORKSPACE = str(ROOT / "examples" / "ssdf-trial")
NOW = ("--now", "2026-11-20T00:00:00Z")
READERS: dict[str, tuple[tuple[str, ...], Any]] = {
    "assessment-results": (
        ("assess", "report", "--workspace", WORKSPACE, "--framework", "ssdf", "--format", "oscal", *NOW),
        assessment_results.Model,
    ),
    "plan-of-action-and-milestones": (
        ("assess", "plan", "--workspace", WORKSPACE, "--framework", "ssdf", "--level", "2", "--format", "oscal", *NOW),
        poam.Model,
    ),
    "mapping-collection": (("map", "show", "ssdf", "--format", "oscal", *NOW), mapping.Model),
}


def kaname(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "kaname", *words], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("root", READERS)
def test_oscal_is_valid_by_the_models_of_its_schema(root: str) -> None:
    words, model = READERS[root]
    document = json.loads(kaname(*words))
    model.model_validate(document)
    broken = {root: {name: value for name, value in document[root].items() if name != "uuid"}}
    with pytest.raises(ValueError, match="uuid"):
        model.model_validate(broken)


def test_every_task_stands_in_the_oscal_results() -> None:
    document = json.loads(kaname(*READERS["assessment-results"][0]))
    read = assessment_results.Model.model_validate(document).model_dump_json()
    level = json.loads(
        kaname("assess", "level", "--workspace", WORKSPACE, "--framework", "ssdf", "--format", "json", *NOW)
    )
    assert sum(sum(counts) for counts in level["distribution"].values()) == 42
    assert all(task["id"].lower() in read.lower() for task in level["tasks"])


def test_the_statement_is_one_for_in_toto() -> None:
    text = kaname("assess", "report", "--workspace", WORKSPACE, "--framework", "ssdf", "--format", "intoto", *NOW)
    message = statement_pb2.Statement()
    Parse(text, message)
    statement = Statement.copy_from_pb(message)
    statement.validate()
    assert statement.pb.predicate_type.startswith("urn:kaname:")
    message.subject[0].digest.clear()
    with pytest.raises(ValueError, match="digest"):
        Statement.copy_from_pb(message).validate()
