"""SPDX 2.1 (tolerated), 2.2 and 2.3: JSON, tag-value, YAML.

Packages are components. Files are components of kind ``file`` only where a document holds no package: they carry no
identifier that could be matched, there are thousands of them, and counted as components they would drown the coverage
statement. Snippets are never components. RDF/XML is refused by the shared entry as not supported.
"""

from kaname.formats.spdx2.extras import extras
from kaname.formats.spdx2.json_document import read_spdx_json
from kaname.formats.spdx2.rewrite import rewrite_spdx_json, rewrite_spdx_tag_value
from kaname.formats.spdx2.tag_value import read_spdx_tag_value
from kaname.formats.spdx2.write import write_spdx_json, write_spdx_tag_value
from kaname.formats.spdx2.yaml_document import read_spdx_yaml

__all__ = [
    "extras",
    "read_spdx_json",
    "read_spdx_tag_value",
    "read_spdx_yaml",
    "rewrite_spdx_json",
    "rewrite_spdx_tag_value",
    "write_spdx_json",
    "write_spdx_tag_value",
]
