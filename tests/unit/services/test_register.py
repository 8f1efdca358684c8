"""A public register: it only grows, and whatever is altered, removed or added is named."""

import json
import shutil
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from tests.unit.services.declared import NOW, key_pair, signed_in, workspace_in

from kaname.errors import ErrorGroup, InputError, IntegrityError
from kaname.exchange.dsse import read_envelope, sign_envelope, write_envelope
from kaname.exchange.keys import PrivateKey, PublicKey
from kaname.exchange.register import ConsistencyProof, open_head, verify_consistency_proof
from kaname.formats.intoto.statement import PAYLOAD_TYPE, write_statement
from kaname.model.declaration import DeclaredContent
from kaname.services.declare import revoke_declaration
from kaname.services.register import BuiltRegister, build_register, verify_register, verify_registered


def one_content(tmp_path: Path) -> DeclaredContent:
    key, _ = key_pair()
    return signed_in(workspace_in(tmp_path), key)[1].content


def write_many(folder: Path, content: DeclaredContent, key: PrivateKey, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        own = msgspec.structs.replace(
            content,
            id=f"d-{number:04}",
            declarer=msgspec.structs.replace(content.declarer, name=f"株式会社{number:04}"),
        )
        envelope = sign_envelope(write_statement(own), PAYLOAD_TYPE, [key])
        (folder / f"{own.id}.dsse.json").write_bytes(write_envelope(envelope))


class Place:
    """A source, a register and the keys of both."""

    def __init__(self, tmp_path: Path, count: int) -> None:
        self.key, self.public = key_pair()
        self.register_key, self.register_public = key_pair()
        self.source, self.folder = tmp_path / "source", tmp_path / "register"
        self.content = one_content(tmp_path)
        write_many(self.source, self.content, self.key, range(count))

    def build(self, days: int = 0) -> BuiltRegister:
        return build_register(
            source=self.source,
            folder=self.folder,
            name="登録簿",
            accepted=[self.public],
            key=self.register_key,
            now=NOW + timedelta(days=days),
        )

    def codes(self, earlier: bytes | None = None, keys: list[PublicKey] | None = None) -> set[tuple[str, str | None]]:
        try:
            verify_register(folder=self.folder, keys=keys or [self.register_public], earlier=earlier)
        except ErrorGroup as group:
            return {(error.code, error.path) for error in group.errors}
        except IntegrityError as error:
            return {(error.code, error.path)}
        return set()


def test_build_verify_and_prove(tmp_path: Path) -> None:
    place = Place(tmp_path, 5)
    built = place.build()
    assert (built.head.size, len(built.added), built.refused, built.statuses) == (5, 5, (), {"published": 5})
    assert place.codes() == set()
    index = json.loads((place.folder / "index.json").read_text("utf-8"))
    for entry in index["declarations"]:
        own = place.folder / entry["folder"]
        verify_registered(
            data=(own / "declaration.dsse.json").read_bytes(),
            proof=(own / "inclusion.json").read_bytes(),
            head=(place.folder / "head.dsse.json").read_bytes(),
            keys=[place.register_public],
        )
        assert entry["code"] in (own / "index.ja.html").read_text("utf-8")
    first, second = (place.folder / entry["folder"] for entry in index["declarations"][:2])
    with pytest.raises(IntegrityError, match="proof_of_other_file"):
        verify_registered(
            data=(first / "declaration.dsse.json").read_bytes(),
            proof=(second / "inclusion.json").read_bytes(),
            head=(place.folder / "head.dsse.json").read_bytes(),
            keys=[place.register_public],
        )


def test_it_only_grows_and_proves_that_it_continues(tmp_path: Path) -> None:
    place = Place(tmp_path, 3)
    place.build()
    earlier = (place.folder / "head.dsse.json").read_bytes()
    (place.source / "d-0000.dsse.json").unlink()
    write_many(place.source, place.content, place.key, range(3, 6))
    built = place.build(days=1)
    assert (built.head.size, built.added) == (6, ("d-0003", "d-0004", "d-0005"))
    assert place.codes(earlier) == set()
    proof = msgspec.json.decode((place.folder / "consistency" / "3-6.json").read_bytes(), type=ConsistencyProof)
    before = open_head(read_envelope(earlier), [place.register_public])
    verify_consistency_proof(proof, before, built.head)
    with pytest.raises(IntegrityError):
        broken = msgspec.structs.replace(proof, hashes=("00" * 32, *proof.hashes[1:]))
        verify_consistency_proof(broken, before, built.head)


def test_a_removed_or_changed_entry_is_detected(tmp_path: Path) -> None:
    place = Place(tmp_path, 4)
    place.build()
    kept = (place.folder / "head.dsse.json").read_bytes()
    pristine = tmp_path / "pristine"
    shutil.copytree(place.folder, pristine)
    entry = next((place.folder / "declarations").iterdir()).name

    def after(change: str, name: str) -> set[str]:
        shutil.rmtree(place.folder)
        shutil.copytree(pristine, place.folder)
        path = place.folder / name
        if change == "remove":
            path.unlink()
        elif change == "add":
            path.write_text("x", "utf-8")
        else:
            path.write_bytes(path.read_bytes().replace(b"000", b"001", 1) + b" ")
        return {code for code, _ in place.codes()}

    signed = f"declarations/{entry}/declaration.dsse.json"
    assert after("remove", signed) == {"register.file_missing", "register.entry_without_file"}
    assert after("change", signed) == {"register.file_altered", "register.entry_altered"}
    assert "register.root" in after("change", "log.json")
    assert after("change", "index.ja.html") == {"register.file_altered"}
    assert after("change", "index.json") == {"register.file_altered"}
    assert after("remove", "files.json") == {"register.file_missing"}
    assert after("change", "files.json") == {"register.file_altered"}
    assert after("remove", "log.json") == {"register.file_missing", "store.file_missing"}
    assert after("add", "extra.html") == {"register.file_added"}
    # The keeper itself drops an entry, builds anew and signs: nothing in the new register shows it, the kept head does.
    shutil.rmtree(place.folder)
    (place.source / "d-0001.dsse.json").unlink()
    place.build()
    assert place.codes() == set()
    assert place.codes(kept) == {("register.shrunk", None)}
    write_many(place.source, place.content, place.key, range(7, 9))
    place.build()
    assert place.codes(kept) == {("exchange.consistency", None)}


def test_an_altered_register_is_not_built_upon(tmp_path: Path) -> None:
    place = Place(tmp_path, 2)
    place.build()
    log = place.folder / "log.json"
    log.write_bytes(log.read_bytes() + b" ")
    before = sorted((path, path.read_bytes()) for path in place.folder.rglob("*") if path.is_file())
    with pytest.raises((IntegrityError, ErrorGroup)):
        place.build()
    assert sorted((path, path.read_bytes()) for path in place.folder.rglob("*") if path.is_file()) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_strangers_broken_files_and_foreign_folders_are_refused(tmp_path: Path) -> None:
    place = Place(tmp_path, 2)
    stranger, _ = key_pair()
    write_many(place.source / "deep", place.content, stranger, range(90, 91))
    (place.source / "broken.dsse.json").write_text("{", "utf-8")
    built = place.build()
    assert built.head.size == 2
    assert {refused.file: refused.error.code for refused in built.refused} == {
        "broken.dsse.json": "exchange.envelope_not_json",
        "deep/d-0090.dsse.json": "exchange.not_signed_by_accepted_key",
    }
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", "utf-8")
    place.folder = other
    with pytest.raises(InputError, match="folder_not_ours"):
        place.build()
    assert (other / "thesis.txt").read_text("utf-8") == "mine"


def test_another_envelope_around_the_same_statement_adds_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path, 2)
    place.build()
    original = (place.source / "d-0000.dsse.json").read_bytes()
    (place.source / "again.dsse.json").write_bytes(original + b"\n")
    built = place.build()
    assert (built.head.size, built.added) == (2, ())
    assert [(one.file, one.error.code) for one in built.refused] == [("again.dsse.json", "register.same_statement")]
    assert place.codes() == set()


def test_revocations_bind_only_their_own_signer(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, public = key_pair()
    rival, rival_public = key_pair()
    register, register_public = key_pair()
    signed_in(workspace, key)
    folder = tmp_path / "register"

    def statuses() -> dict[str, int]:
        built = build_register(
            source=workspace / "declarations",
            folder=folder,
            name="r",
            accepted=[public, rival_public],
            key=register,
            now=NOW,
        )
        verify_register(folder=folder, keys=[register_public])
        return dict(built.statuses)

    assert statuses() == {"published": 1}
    revoke_declaration(workspace=workspace, declaration_id="trial", key=rival, reason="malice", by="", now=NOW)
    assert statuses() == {"published": 1}
    (workspace / "declarations" / "revocations.dsse.json").unlink()
    revoke_declaration(workspace=workspace, declaration_id="trial", key=key, reason="breach", by="", now=NOW)
    assert statuses() == {"revoked": 1}
    (workspace / "declarations" / "revocations.dsse.json").unlink()
    assert statuses() == {"revoked": 1}, "a revocation that was published stays"


def test_same_input_same_bytes(tmp_path: Path) -> None:
    place = Place(tmp_path, 3)
    place.build()
    first = {path.relative_to(place.folder): path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}
    shutil.rmtree(place.folder)
    place.build()
    second = {path.relative_to(place.folder): path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}
    assert first == second


def test_a_thousand_declarations_in_ten_seconds(tmp_path: Path) -> None:
    place = Place(tmp_path, 1000)
    started = time.process_time()
    built = place.build()
    used = time.process_time() - started
    assert built.head.size == 1000 and built.refused == ()
    assert used < 10
    started = time.process_time()
    assert place.codes() == set()
    assert time.process_time() - started < 10
