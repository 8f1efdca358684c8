"""Revocation lists of declarations: a signed, numbered list that a reader can keep and use without a network."""

from collections.abc import Sequence

import msgspec

from kaname.errors import InputError
from kaname.exchange.dsse import Envelope, sign_envelope, verify_envelope
from kaname.exchange.keys import PrivateKey, PublicKey
from kaname.model.declaration import RevocationList

REVOCATIONS_TYPE = "application/vnd.kaname.revocations+json"


def sign_revocations(revocations: RevocationList, key: PrivateKey) -> Envelope:
    """Return a revocation list in a signed envelope. Same list, same payload."""
    return sign_envelope(msgspec.json.encode(revocations, order="sorted"), REVOCATIONS_TYPE, [key])


def open_revocations(envelope: Envelope, keys: Sequence[PublicKey]) -> RevocationList:
    """Return a revocation list after its signature was verified under one of the keys.

    Raises:
        IntegrityError: not signed by an accepted key, altered, or another kind of envelope. InputError: not a list.
    """
    verify_envelope(envelope, keys, payload_type=REVOCATIONS_TYPE)
    return peek_revocations(envelope)


def peek_revocations(envelope: Envelope) -> RevocationList:
    """Return what an envelope says without looking at its signature: to number the next list, never to rely on.

    Raises:
        InputError: not a revocation list.
    """
    try:
        return msgspec.json.decode(envelope.payload, type=RevocationList)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("declaration.not_revocations", detail=str(error)) from error
