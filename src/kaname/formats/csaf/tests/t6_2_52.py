"""6.2.52 Unknown hash algorithm."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import file_hashes
from kaname.formats.csaf.view import Advisory
from kaname.formats.csaf.vocabulary import names

# CSAF 2.1, section 3.1.10.3.2: what OpenSSL 3.4.0 lists.
_LISTED = names(
    "blake2b512 blake2s256 md4 md5 md5-sha1 mdc2 ripemd ripemd160 rmd160 sha1 sha224 sha256 sha3-224 sha3-256 "
    "sha3-384 sha3-512 sha384 sha512 sha512-224 sha512-256 shake128 shake256 sm3 ssl3-md5 ssl3-sha1 whirlpool"
)


def check(advisory: Advisory) -> Found:
    """Yield hash algorithms that the standard does not list."""
    for hashes in file_hashes(advisory):
        for node in hashes.select("*", "algorithm"):
            if node.text not in _LISTED:
                yield fault(node, algorithm=node.text)


TEST = CsafTest(id="6.2.52", versions=ONLY_2_1, check=check)
