"""Texts of ``kaname key``."""

TEXTS = {
    "cli_key.new.summary": "make a key pair for signing",
    "cli_key.new.description": (
        "Make a private key in FILE, readable by its owner only, and the public key in FILE.pub. Nothing is overwritten.\n"
        "With the environment variable KANAME_KEY_PASSPHRASE set, the private key is encrypted with it. The id of the key is\n"
        "printed: compare it over another channel before you accept a key.\n"
        "Exit codes: 0 made, 3 a file exists or cannot be written."
    ),
    "cli_key.new.examples": (
        "  kaname key new release.key\n  KANAME_KEY_PASSPHRASE=… kaname key new --kind ecdsa-p256 release.key"
    ),
    "cli_key.new.arg.FILE": "file of the private key; the public key goes to FILE.pub",
    "cli_key.new.arg.kind": "ed25519 or ecdsa-p256 (default: ed25519)",
    "cli_key.new.done": "private key: {private} (keep it secret)\npublic key: {public} (pass it on)",
    "cli_key.new.protected": "the private key is encrypted with the passphrase in {variable}",
    "cli_key.new.unprotected": "the private key is not encrypted; set {variable} before making a key to encrypt it",
    "cli_key.public.summary": "write the public half of a key",
    "cli_key.public.description": (
        "Write the public key of a private key, public key or certificate file as PEM. A protected private key is opened with\n"
        "KANAME_KEY_PASSPHRASE.\n"
        "Exit codes: 0 written, 3 not a key that can be used."
    ),
    "cli_key.public.examples": "  kaname key public release.key > release.pub",
    "cli_key.public.arg.FILE": "key or certificate in PEM form",
    "cli_key.public.arg.output": "file to write (default: standard output)",
    "cli_key.show.summary": "show id and kind of a key",
    "cli_key.show.description": (
        "Show the id (SHA-256 of the public key), the kind, and which half of a key a file holds.\n"
        "Exit codes: 0 shown, 3 not a key that can be used."
    ),
    "cli_key.show.examples": "  kaname key show release.pub\n  kaname key show --format json release.key",
    "cli_key.show.arg.FILE": "key or certificate in PEM form",
    "cli_key.show.arg.format": "table or json (default: table)",
    "cli_key.show.sheet": "id    {id}\nkind  {kind}\nfile  {part}",
    "cli_key.show.part.private": "private key: keep it secret",
    "cli_key.show.part.public": "public key",
    "cli_key.show.part.certificate": "certificate",
    "cli_key.show.protected": "{part} (encrypted)",
}
