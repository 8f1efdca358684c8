"""Texts about signatures of documents."""

TEXTS = {
    "signing.no_key": "no key was given that is accepted",
    "signing.no_key.hint": "give the public key with --key, or accepted root certificates with --roots",
    "signing.not_signed": "the document carries no signature",
    "signing.not_signed.hint": "give a detached signature with --signature, if there is one",
    "signing.other_document": "the signature wraps another document than the one given",
    "signing.other_document.hint": "the document was altered, or the signature belongs to another one",
    "signing.document_missing": "this is a detached signature; the document it belongs to is missing",
    "signing.document_missing.hint": "kaname sbom verify DOCUMENT --signature SIGNATURE",
    "signing.certificate_of_another_key": "the first certificate is not that of the signing key {keyid}",
    "signing.certificate_of_another_key.hint": "the chain starts with the certificate of the key that signs",
    "signing.xml_signature": "XML signatures are not verified here",
    "signing.xml_signature.hint": "ask for a DSSE signature, or verify it with an XML signature tool",
    "signing.member_twice": "an object of the document has the member “{name}” twice: what was signed is not certain",
}
