"""SPDX 3.0 as JSON-LD: 3.0.0 and 3.0.1, compact form with the official context.

Packages (software, AI, dataset) are components; files only where a document holds no package, for the reason given in
``kaname.formats.spdx2``. Refuses other serialisations (Turtle, N-Triples, RDF/XML) and never fetches a context.
"""

from kaname.formats.spdx3.document import read_spdx3
from kaname.formats.spdx3.extras import extras
from kaname.formats.spdx3.write import write_spdx3

__all__ = ["extras", "read_spdx3", "write_spdx3"]
