"""X.509 chains of signing certificates: from a leaf over intermediates to a root that the user accepts.

Checks what RFC 5280 §6 asks of a chain this short-lived use needs: signatures, names, validity at the time given, basic
constraints, path length, key usage, critical extensions. Revocation lists are not fetched (nothing here goes to the
network): the documentation says so, and short-lived certificates or the register's own revocation list stand in for it.
"""

from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from kaname.errors import InputError, IntegrityError
from kaname.exchange.keys import PublicKey, check_public_key

# Leaf, two intermediates and a root cover every procedure we know; eight leaves room.
MAX_CHAIN = 8
_KNOWN_CRITICAL = {
    x509.BasicConstraints.oid,
    x509.KeyUsage.oid,
    x509.ExtendedKeyUsage.oid,
    x509.SubjectAlternativeName.oid,
}


def verify_chain(
    chain_pem: bytes, roots_pem: bytes, now: datetime, *, path: str | None = None
) -> tuple[PublicKey, str]:
    """Check a certificate chain and return the signing key with its subject.

    Args:
        chain_pem: leaf first, then intermediates. roots_pem: certificates that the user accepts as the end of a chain.
        now: aware time at which every certificate must be valid. path: place of the chain, for errors.

    Raises:
        InputError: not PEM certificates, or too many.
        IntegrityError: expired or not yet valid; no accepted root; a wrong signature; a certificate used for what it is
            not made for; a critical extension that is not understood.
    """
    chain = _parse_certificates(chain_pem, path)
    roots = _parse_certificates(roots_pem, "roots")
    leaf = chain[0]
    _check_leaf(leaf, path)
    current, others, depth = leaf, chain[1:], 0
    while True:
        _check_validity(current, now, path)
        _check_critical(current, path)
        root = next((each for each in roots if _is_issued_by(current, each) or each == current), None)
        if root is not None:
            if root != current:
                _check_validity(root, now, path)
                _check_authority(root, depth, path)
            return check_public_key(leaf.public_key()), leaf.subject.rfc4514_string()
        issuer = next((each for each in others if _is_issued_by(current, each)), None)
        if issuer is None or depth >= MAX_CHAIN:
            raise IntegrityError(
                "exchange.certificate_no_root",
                path=path,
                subject=_name(current),
                issuer=current.issuer.rfc4514_string(),
            )
        _check_authority(issuer, depth, path)
        others = [each for each in others if each != issuer]
        current, depth = issuer, depth + 1


def _parse_certificates(pem: bytes, path: str | None) -> list[x509.Certificate]:
    try:
        certificates = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise InputError("exchange.not_a_certificate", path=path) from error
    if path != "roots" and len(certificates) > MAX_CHAIN:
        raise InputError("exchange.chain_too_long", path=path, limit=MAX_CHAIN)
    return certificates


def _is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _check_validity(certificate: x509.Certificate, now: datetime, path: str | None) -> None:
    if now > certificate.not_valid_after_utc:
        raise IntegrityError(
            "exchange.certificate_expired",
            path=path,
            subject=_name(certificate),
            date=certificate.not_valid_after_utc.isoformat(),
        )
    if now < certificate.not_valid_before_utc:
        raise IntegrityError(
            "exchange.certificate_not_yet_valid",
            path=path,
            subject=_name(certificate),
            date=certificate.not_valid_before_utc.isoformat(),
        )


def _check_leaf(certificate: x509.Certificate, path: str | None) -> None:
    usage = _key_usage(certificate)
    if usage is not None and not usage.digital_signature:
        raise IntegrityError("exchange.certificate_usage", path=path, subject=_name(certificate))


def _check_authority(certificate: x509.Certificate, below: int, path: str | None) -> None:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        constraints = None
    usage = _key_usage(certificate)
    allowed = constraints is not None and constraints.ca and (usage is None or usage.key_cert_sign)
    if not allowed:
        raise IntegrityError("exchange.certificate_not_authority", path=path, subject=_name(certificate))
    if constraints is not None and constraints.path_length is not None and below > constraints.path_length:
        raise IntegrityError("exchange.certificate_path_length", path=path, subject=_name(certificate))


def _check_critical(certificate: x509.Certificate, path: str | None) -> None:
    for extension in certificate.extensions:
        if extension.critical and extension.oid not in _KNOWN_CRITICAL:
            raise IntegrityError(
                "exchange.certificate_critical", path=path, subject=_name(certificate), oid=extension.oid.dotted_string
            )


def _key_usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _name(certificate: x509.Certificate) -> str:
    return certificate.subject.rfc4514_string() or certificate.serial_number.to_bytes(20, "big").hex()
