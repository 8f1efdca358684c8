"""The registered decision points come from two lists that do not overlap."""

import json
from importlib import resources

from kaname.formats.csaf.ssvc_points import latest_version, load_points
from kaname.triage.ssvc.registry import load_registry


def test_each_point_stands_in_one_list_only() -> None:
    own = json.loads(resources.files("kaname.formats.csaf").joinpath("data", "ssvc_points.json").read_bytes())["points"]
    decided_by = {f"{point.namespace}:{point.key}:{point.version}" for point in load_registry().points.values()}
    assert not own.keys() & decided_by
    assert load_points().keys() == own.keys() | decided_by
    assert len(load_points()) == 146
    assert latest_version("ssvc", "E") == "1.1.0"
