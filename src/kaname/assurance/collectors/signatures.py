"""Releases are signed: signature files and signed envelopes beside what they sign. The signatures are not verified here."""

from datetime import datetime

from kaname.assurance.collectors.collector import Proposal, Support, Trace, propose, seen_files
from kaname.catalogs.pack import Text

_ENDINGS = (".sig", ".asc", ".minisig", ".sigstore", ".sigstore.json", ".intoto.jsonl", ".dsse.json", ".p7s")
_SUPPORTS = (
    Support("ssdf", "PS.2.1", "moderate"),
    Support("cyber-infra-provider", "(2)-2", "moderate"),
)


def collect(trace: Trace, now: datetime) -> Proposal | None:
    """Propose signature files."""
    return propose(
        trace,
        now,
        collector="signatures",
        title=Text(ja="リリースや文書の署名", en="Signatures of releases and documents"),
        seen=seen_files(trace, [name for name in trace.files if name.endswith(_ENDINGS)]),
        supports=_SUPPORTS,
        valid_days=365,
    )
