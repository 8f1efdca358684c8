"""Bundles: what goes in comes out, and what was touched, is old or is not signed stays out."""

import io
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaname.errors import InputError, IntegrityError, KanameError
from kaname.exchange.keys import generate_key, write_private_key, write_public_key
from kaname.knowledge.build import build_base
from kaname.services.bundle import ExportReport, ImportReport, export_knowledge, import_knowledge
from kaname.testing.feeds import advisory, affected, write_kev, write_osv_zip

NOW = datetime(2026, 11, 20, tzinfo=UTC)


class World:
    """A base, keys and a place to import to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bundle = folder / "bundle.kaname"
        self.target = folder / "there" / "k.db"
        self.key, self.public, self.stranger = folder / "key.pem", folder / "pub.pem", folder / "other.pem"
        key = generate_key()
        self.key.write_bytes(write_private_key(key))
        self.public.write_bytes(write_public_key(key.public_key()))
        self.stranger.write_bytes(write_public_key(generate_key().public_key()))
        self.base = self.build("k.db", NOW, "2026-01-02T03:04:05Z")

    def build(self, name: str, now: datetime, modified: str) -> Path:
        entry = affected("npm", "lodash", {"introduced": "0"}, {"fixed": "4.17.21"})
        write_osv_zip(self.folder / "feeds", "npm", [advisory("GHSA-1", entry, modified=modified)])
        write_kev(self.folder / "feeds", "CVE-2026-0001")
        return Path(build_base([self.folder / "feeds"], self.folder / name, now=now, processes=1).target)

    def pack(self, *, sign: bool = True, base: Path | None = None, now: datetime = NOW) -> ExportReport:
        key = self.key if sign else None
        return export_knowledge(path=base or self.base, to=self.bundle, now=now, sign=key, environment={})

    def take(
        self,
        *,
        verify: Path | None = None,
        now: datetime = NOW,
        allow_downgrade: bool = False,
        allow_expired: bool = False,
    ) -> ImportReport:
        return import_knowledge(
            bundle=self.bundle,
            path=self.target,
            now=now,
            verify=verify,
            allow_downgrade=allow_downgrade,
            allow_expired=allow_expired,
        )

    def refused(self, *, verify: Path | None = None, now: datetime = NOW) -> str:
        before = self.target.read_bytes() if self.target.exists() else None
        with pytest.raises(KanameError) as caught:
            self.take(verify=verify, now=now)
        assert (self.target.read_bytes() if self.target.exists() else None) == before
        if self.target.parent.exists():
            assert {path.name for path in self.target.parent.iterdir()} <= {"k.db"}
        return caught.value.code


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {item.name: (archive.extractfile(item) or io.BytesIO()).read() for item in archive.getmembers()}


def rewrite(path: Path, content: dict[str, bytes]) -> None:
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in content.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


def test_a_base_comes_out_as_it_went_in(world: World) -> None:
    exported = world.pack()
    report = world.take(verify=world.public)
    assert world.target.read_bytes() == world.base.read_bytes()
    assert (report.verified, report.signed, report.replaced) == (True, True, False)
    assert report.manifest == exported.manifest
    assert [(source.id, source.as_of) for source in report.manifest.sources] == [
        ("kev", "2026-01-15T00:00:00Z"),
        ("osv:npm", "2026-01-02T03:04:05Z"),
    ]
    assert report.manifest.expires == "2026-12-20T00:00:00Z"
    assert world.take(verify=world.public).replaced


def test_the_same_base_gives_the_same_bundle(world: World) -> None:
    world.pack()
    first = world.bundle.read_bytes()
    world.pack()
    assert world.bundle.read_bytes() == first


def test_a_protected_key_needs_its_passphrase(world: World) -> None:
    world.key.write_bytes(write_private_key(generate_key(), b"secret"))
    with pytest.raises(InputError) as caught:
        world.pack()
    assert caught.value.code == "exchange.passphrase_missing"
    assert not world.bundle.exists()
    environment = {"KANAME_KEY_PASSPHRASE": "secret"}
    export_knowledge(path=world.base, to=world.bundle, now=NOW, sign=world.key, environment=environment)


def test_a_signature_that_was_asked_for_must_be_there_and_fit(world: World) -> None:
    world.pack(sign=False)
    assert world.refused(verify=world.public) == "knowledge.bundle_not_signed"
    assert not world.take().verified
    world.pack()
    assert world.refused(verify=world.stranger) == "exchange.not_signed_by_accepted_key"
    assert world.refused(verify=world.key) == "exchange.private_key_given"


def test_every_altered_byte_of_a_signed_bundle_is_found(world: World) -> None:
    world.pack()
    good = world.bundle.read_bytes()
    with tarfile.open(world.bundle) as archive:
        spans = {item.name: (item.offset_data, item.offset_data + item.size) for item in archive.getmembers()}
    for name, (start, end) in spans.items():
        for place in range(start, end, max(1, (end - start) // 60)):
            world.bundle.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            try:
                world.take(verify=world.public)
            except KanameError as error:
                assert error.code.partition(".")[0] in ("knowledge", "exchange")
                assert not world.target.exists()
            else:
                # The envelope holds the name of the key, which is a hint and signed by nobody.
                assert name == "manifest.dsse.json"
                assert world.target.read_bytes() == world.base.read_bytes()
                world.target.unlink()


def test_a_bundle_cut_anywhere_is_refused(world: World) -> None:
    world.pack()
    good = world.bundle.read_bytes()
    with tarfile.open(world.bundle) as archive:
        last = archive.getmembers()[-1]
    for length in (0, 10, 511, 512, 600, last.offset - 1, last.offset, last.offset_data, last.offset_data + 100):
        world.bundle.write_bytes(good[:length])
        assert world.refused(verify=world.public).startswith("knowledge.")


def test_another_base_in_a_signed_bundle_is_found(world: World) -> None:
    world.pack(base=world.build("new.db", NOW, "2026-03-01T00:00:00Z"))
    other = members(world.bundle)["knowledge.db.zst"]
    world.pack()
    rewrite(world.bundle, {**members(world.bundle), "knowledge.db.zst": other})
    assert world.refused(verify=world.public) == "knowledge.bundle_altered"


def test_members_that_do_not_belong_are_refused(world: World) -> None:
    world.pack()
    content = members(world.bundle)
    rewrite(world.bundle, {**content, "../evil": b"x"})
    assert world.refused() == "knowledge.not_a_bundle"
    rewrite(world.bundle, dict(reversed(content.items())))
    assert world.refused() == "knowledge.not_a_bundle"


def test_validity_ends(world: World) -> None:
    world.pack()
    late = NOW + timedelta(days=31)
    assert world.refused(now=late) == "knowledge.bundle_expired"
    world.take(now=late, allow_expired=True)


def test_an_older_bundle_does_not_replace_a_newer_base(world: World) -> None:
    world.pack(base=world.build("new.db", NOW + timedelta(days=1), "2026-03-01T00:00:00Z"))
    world.take()
    world.pack()
    with pytest.raises(IntegrityError) as caught:
        world.take()
    assert caught.value.code == "knowledge.bundle_older"
    assert (caught.value.params["count"], caught.value.params["names"]) == (2, "built, osv:npm")
    assert world.take(allow_downgrade=True).older == ("built", "osv:npm")


def test_a_damaged_base_is_neither_packed_nor_in_the_way(world: World) -> None:
    world.pack()
    world.target.parent.mkdir()
    world.target.write_bytes(b"damaged")
    world.take()
    world.base.write_bytes(world.base.read_bytes()[:-1000])
    world.bundle.unlink()
    with pytest.raises(IntegrityError):
        world.pack()
    assert not world.bundle.exists()


@pytest.mark.parametrize("content", [b"", b"not a bundle", b"\0" * 20_000, b"PK\3\4" + b"x" * 2000])
def test_other_files_are_no_bundles(world: World, content: bytes) -> None:
    world.bundle.write_bytes(content)
    assert world.refused() == "knowledge.not_a_bundle"
