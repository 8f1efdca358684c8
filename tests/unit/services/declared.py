"""A workspace with an assessment, keys, and a way through a declaration's life, for tests of declarations."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from kaname.exchange.keys import PrivateKey, PublicKey, generate_key
from kaname.model.declaration import Declaration
from kaname.services.declare import (
    DraftRequest,
    approve_declaration,
    draft_declaration,
    sign_declaration,
)

ROOT = Path(__file__).resolve().parents[3]
TRIAL = ROOT / "examples" / "ssdf-trial"
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
REQUEST = DraftRequest(
    declarer="例示ソフト株式会社",
    responsible="佐藤 花子",
    function="代表取締役",
    version_range="vers:semver/>=2.0.0|<3.0.0",
    conditions=("既定の設定のまま使うこと",),
)


def workspace_in(folder: Path) -> Path:
    """Return a copy of the trial workspace."""
    target = folder / "workspace"
    shutil.copytree(TRIAL, target)
    return target


def signed_in(
    workspace: Path, key: PrivateKey, name: str = "trial", request: DraftRequest = REQUEST
) -> tuple[Path, Declaration]:
    """Take a declaration from draft to signature, and return the signed file and the declaration."""
    draft_declaration(workspace=workspace, declaration_id=name, request=request, now=NOW)
    approve_declaration(workspace=workspace, declaration_id=name, by="佐藤 花子", now=NOW)
    return sign_declaration(workspace=workspace, declaration_id=name, keys=[key], now=NOW)


def key_pair() -> tuple[PrivateKey, PublicKey]:
    """Return a new key and its public half."""
    key = generate_key()
    return key, key.public_key()
