"""``kaname declare`` as a person types it, in both languages, on sound and on broken files."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from tests.unit.services.declared import key_pair, workspace_in

from kaname.cli.main import main
from kaname.exchange.keys import write_private_key, write_public_key

NOW = ["--now", "2026-11-20T09:00:00Z"]


class Shop:
    """A folder with a workspace and keys."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.workspace = workspace_in(folder)
        for name in ("company", "register", "stranger"):
            key, public = key_pair()
            (folder / f"{name}.pem").write_bytes(write_private_key(key))
            (folder / f"{name}.pub").write_bytes(write_public_key(public))

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def run(self, *words: str, lang: str = "ja") -> tuple[int, str, str]:
        code = main(["declare", *words, "--lang", lang, *([] if "--now" in words else NOW)])
        captured = self.capsys.readouterr()
        return code, captured.out, captured.err

    def here(self) -> list[str]:
        return ["--workspace", str(self.workspace)]

    def sign(self) -> str:
        said = ["--responsible", "佐藤 花子", "--function", "代表取締役", "--range", "vers:semver/>=2.0.0|<3.0.0"]
        code, _, err = self.run("draft", "d", *said, *self.here())
        assert code == 0 and "未達成または一部達成: 42 件中 1 件" in err
        assert self.run("approve", "d", "--by", "佐藤 花子", *self.here())[0] == 0
        code, out, err = self.run("sign", "d", "--key", self.path("company.pem"), *self.here())
        assert code == 0 and "照合コード" in err
        return out.strip()


@pytest.fixture
def shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shop:
    return Shop(tmp_path, capsys)


def test_the_whole_way(shop: Shop) -> None:
    file = shop.sign()
    key = ["--key", shop.path("company.pub")]
    code, out, _ = shop.run("verify", file, *key, "--product", "SBOM.JP", "--product-version", "2.1.0")
    assert code == 0 and "有効です" in out and "検証していないもの: 失効の有無" in out
    code, out, _ = shop.run("verify", file, *key, "--format", "json", lang="en")
    document = json.loads(out)
    assert document["valid"] and document["unchecked"] == ["revocation", "scope", "basis", "register"]
    page = shop.folder / "page.html"
    assert shop.run("verify", file, *key, "--page", str(page))[0] == 0
    assert document["code"] in page.read_text("utf-8")
    register = shop.path("public")
    build = [register, "--from", str(shop.workspace), "--accept", shop.path("company.pub"), "--name", "登録簿"]
    code, out, err = shop.run("register", *build, "--key", shop.path("register.pem"))
    assert (code, out.strip()) == (0, f"{register}/index.ja.html") and "新規 1 件" in err
    code, out, _ = shop.run("show", *shop.here())
    assert code == 0 and "有効(公開済み)" in out
    own = next((shop.folder / "public" / "declarations").iterdir())
    proof = ["--proof", str(own / "inclusion.json"), "--head", f"{register}/head.dsse.json"]
    code, out, _ = shop.run("verify", file, *key, *proof, "--register-key", shop.path("register.pub"))
    assert code == 0 and "登録簿への記載" in out.split("検証していないもの")[0]
    assert shop.run("register", register, "--verify", "--key", shop.path("register.pub"))[0] == 0
    (own / "index.en.html").write_text("altered", "utf-8")
    code, _, err = shop.run("register", register, "--verify", "--key", shop.path("register.pub"))
    assert code == 3 and "register.file_altered" in err


def test_renew_revoke_show(shop: Shop) -> None:
    file = shop.sign()
    assert shop.run("renew", "d", "d2", *shop.here())[0] == 0
    code, _, err = shop.run(
        "revoke", "d", "--key", shop.path("company.pem"), "--reason", "侵害", "--by", "佐藤", *shop.here()
    )
    assert code == 0 and "1 件" in err
    listed = str(shop.workspace / "declarations" / "revocations.dsse.json")
    code, _, err = shop.run("verify", file, "--key", shop.path("company.pub"), "--revocations", listed)
    assert code == 3 and "侵害" in err
    for lang, word in (("ja", "失効"), ("en", "revoked")):
        code, out, _ = shop.run("show", "d", *shop.here(), lang=lang)
        assert code == 0 and word in out
        code, out, _ = shop.run("show", "d", "--format", "html", *shop.here(), lang=lang)
        assert code == 0 and f'lang="{lang}"' in out and word in out
    code, out, _ = shop.run("show", "d", "--format", "json", *shop.here())
    assert json.loads(out)["status"] == "revoked"
    assert shop.run("show", "none", *shop.here())[0] == 3


def test_refusals_have_words_in_both_languages(shop: Shop) -> None:
    file = shop.sign()
    broken = shop.folder / "broken.json"
    broken.write_text("{}", "utf-8")
    cases = [
        (["verify", file], "cli.verify_needs_key", 2),
        (["verify", file, "--key", shop.path("stranger.pub")], "exchange.not_signed_by_accepted_key", 3),
        (["verify", file, "--key", shop.path("company.pem")], "exchange.private_key_given", 3),
        (["verify", file, "--key", shop.path("company.pub"), "--proof", file], "cli.proof_needs_head", 2),
        (["verify", str(broken), "--key", shop.path("company.pub")], "exchange.envelope_form", 3),
        (["verify", shop.path("none"), "--key", shop.path("company.pub")], "store.file_missing", 3),
        (["verify", file, "--key", shop.path("company.pub"), "--now", "2030-01-01"], "declaration.expired", 3),
        (["sign", "d", "--key", shop.path("company.pub"), *shop.here()], "exchange.not_a_private_key", 3),
        (["draft", "d", "--responsible", "x", *shop.here()], "declaration.signed_already", 3),
        (["draft", "../d", "--responsible", "x", *shop.here()], "workspace.bad_id", 3),
        (["register", shop.path("r"), "--key", shop.path("register.pem")], "cli.register_needs_source", 2),
        (["register", shop.path("r"), "--verify", "--key", shop.path("register.pub")], "register.not_one", 3),
    ]
    for words, expected, status in cases:
        for lang in ("ja", "en"):
            code, out, err = shop.run(*words, lang=lang)
            assert (code, out) == (status, ""), words
            assert f"({expected})" in err


def test_a_second_implementation_reads_the_statement(shop: Shop) -> None:
    """DSSE 1.0.2 and in-toto Statement v1 read by hand: nothing of this product takes part."""
    envelope = json.loads(Path(shop.sign()).read_text("utf-8"))
    payload = base64.b64decode(envelope["payload"])
    kind = envelope["payloadType"].encode()
    message = b"DSSEv1 " + str(len(kind)).encode() + b" " + kind + b" " + str(len(payload)).encode() + b" " + payload
    key = load_pem_public_key((shop.folder / "company.pub").read_bytes())
    assert isinstance(key, Ed25519PublicKey)
    key.verify(base64.b64decode(envelope["signatures"][0]["sig"]), message)
    statement = json.loads(payload)
    assert set(statement) == {"_type", "subject", "predicateType", "predicate"}
    assert (envelope["payloadType"], statement["_type"]) == (
        "application/vnd.in-toto+json",
        "https://in-toto.io/Statement/v1",
    )
    (subject,) = statement["subject"]
    kept = (shop.workspace / "declarations" / "basis" / "d.yaml").read_bytes()
    assert subject == {"name": "assessments/ssdf-trial.yaml", "digest": {"sha256": hashlib.sha256(kept).hexdigest()}}


def test_an_encrypted_key_takes_its_passphrase_from_the_environment(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, _ = key_pair()
    path = shop.folder / "locked.pem"
    path.write_bytes(write_private_key(key, b"secret"))
    words = ["revoke", "--key", str(path), *shop.here()]
    code, _, err = shop.run(*words)
    assert code == 3 and "exchange.passphrase_missing" in err
    monkeypatch.setenv("KANAME_KEY_PASSPHRASE", "wrong")
    assert "exchange.passphrase_wrong" in shop.run(*words)[2]
    monkeypatch.setenv("KANAME_KEY_PASSPHRASE", "secret")
    assert shop.run(*words)[0] == 0
