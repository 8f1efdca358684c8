"""JSF against the published vectors (JSF appendix A), and the reason for each refusal; canonical JSON by RFC 8785."""

import copy
from typing import Any

import pytest

from kaname.errors import InputError, IntegrityError, UnsupportedError
from kaname.exchange.canonical import canonical_json
from kaname.exchange.jsf import has_json_signature, parse_jwk, verify_json_signature

P256 = {
    "kty": "EC",
    "crv": "P-256",
    "x": "censDzcMEkgiePz6DXB7cDuwFemshAFR90UNVQFCg8Q",
    "y": "xq8rze6ewG0-eVcSF72J77gKiD0IHnzpwHaU7t6nVeY",
}
P384 = {
    "kty": "EC",
    "crv": "P-384",
    "x": "GLfdsvEwphRzS_twup7UFPVOk7_CKgHZ7dt_fJ2QHPBdJa1c5pfJcRIWTfT0lpg9",
    "y": "ovA5_QXmFbj9U4pjZ1AX_ZdVyIRZUBWW9cuZda_tupKfWQfmcQHzDmHGHbxl9Xxl",
}
RSA = {
    "kty": "RSA",
    "n": "hFWEXArvaZEpSP5qNX7x4C4Hl28GJQTNvnDwkfqiWs63kXbdyPeS06bz6GnY3tfQ_093nGauWsimqKBmGAGMPtsV83Qxw1OIeO4ujbIIb9pe"
    "ma0qtVqs0MWlHxklZGFkYfAmbuEUFxYDeLDHe0bkkXbSlB7_t8pCSvc8HLgHjEQjYOlFRwjR0D-uLo-xgsCbpmCtYkB5lcT_zFgpRgY4zJNLSv7G"
    "Ziz2S4Fc5ArGjd34lL47-L8bozuYjqNOv9sqX0Zgll5XaJ1ndvr7UqZu1xQFgm38reoM3IarBP_SkEFbt_v9iak602VO3k28fQhMaocP7JWR2YLT"
    "3kZM0-WTFw",
    "e": "AQAB",
}
ES256 = {
    "algorithm": "ES256",
    "publicKey": P256,
    "value": "DaLAAenX3yOC7ycVyfjIe3tLyrH0U04lPcnQ7ct72ixryZVHdAWQazgDlWhpIDnrgLC0Pq03AvgsCc4ROOCInQ",
}
ES384 = {
    "algorithm": "ES384",
    "publicKey": P384,
    "value": "2NwqrIoF841LlI6A-aWme0ig0TfEVCkGwIVbfp_I_3nUi6ez307B508JE61viwMcPUYaFHz8YeZ1M1krUYH-qmscfXHUN3OTimgTxGKUk7ds"
    "v_WLfi5TdccvkMP6Nuvf",
}
RS256 = {
    "algorithm": "RS256",
    "publicKey": RSA,
    "value": "fiW4-E8CAtqAFhJw3vhloMk8F5JK-rByK7b8H7uOsVnKwl5KFJOVsJIIEO6O5eLYmaET4ewWr93TWGiVt1WmasgTmU1xgDmUG4O_tvsZeWQ9"
    "iJJ4dZ6W1KowlYFx24n6eWfOqrJHVl5CZFBYmoQpwkg26yArvBuPJKWDbMPGth4QTtbttkm-rSfr30_mjCQou6F6QhVGxZxeMs7PyeKQnq5qUY2N"
    "eCEjCnrIxMPcLP0FXgBRlGfFBLj-HLQOkWLYH9LDZ24vj4Z7vZrCRZBa0EehAcRp5cDa2kX_ex-rm02AmbdjxmsWqnL_LKDTzlQciI6t4E6AR27y"
    "4f_G7FnrGA",
}
SIGNERS = {
    "signers": [
        {
            "algorithm": "ES256",
            "publicKey": P256,
            "value": "yI_ucBjb2uOGK07B5y5swXmTRO8jqrCAktE4mQlxLhc05hAksE-MuSEgnO14InByLcxWwe2xp6qXDQZlOHjFAg",
        },
        {
            "algorithm": "RS256",
            "publicKey": RSA,
            "value": "aF3qTpIFGcJxB5En-JFQZWGqX-vOoGrs27SKBz_mNjmJRDdAeE-0NnmF16elUh2YmFWFfZd_SLnbrlkK"
            "E2adlOqxqWiQYcB1smKSOQ3dTwAYLcD4"
            "ebuBgDBKRs9ZO_GPBeSpwH5FGpUQbSPGh7BWD69OPF6Ik5vHPikfls-fr1qgrxpYARY1vUhXvl-QFtBvnd3Xn_n63kFQl4GZDeP6TZyuoaulTKsF"
            "BvhHu0OfqknoOzEUYJYMhS9r5rDz_AVbnx_F1Key-gQnm6UmuVothu_ApYy_NW4HEVKZfxhU_nYzuGYQD9VUI9WYmstBcLyS3uNPHDECoEy0hQ4U"
            "pZPMBg",
        },
    ]
}
CHAIN = {
    "chain": [
        {
            "algorithm": "ES256",
            "publicKey": P256,
            "value": "z3YILoyx1GURBuQaF6Oo9XBIOEXfzeulkq_8kDyXGo3raAmGMLiRTsyqwgLFHNMuih41GIdmYfJ4zs7pvtF6uA",
        },
        {
            "algorithm": "RS256",
            "publicKey": RSA,
            "value": "G0ZEFIhcsVPG5r7-XMNjruXXvN7V63H9dnAVzcrsbwWk9Z8x9fIjT0UEazsWzpMvgKRsDayuMk6WIl7n"
            "OYiDrTOM6C_BI0U7jDxrK7dunIGQ-z5R"
            "N6pvF4Q27mOHx7yjVVsPBN5VTl4JVT6HQnfpzPe1uZiFRG2hw5BYZa-vvkBcZb6bWOClTsn2i7zLQbVA-5vTGa7zJtOmuLwBEf_GFf_o3pN0Bjx9"
            "4S87KwoaWfLAaBPMgFZIDoNGgW5hmBJj1-YKp4l9WgsX2I7M8rvg5ptEupV9HDRiH3kivybUHDibOoun1-D1bkKRgA447ug1gxrvpI3dSLKb-QQd"
            "4j7b7A",
        },
    ]
}
ALL_KEYS = [parse_jwk(jwk, "key") for jwk in (P256, P384, RSA)]


def document(signature: Any, member: str = "signature") -> dict[str, Any]:
    return {"now": "2019-02-10T11:23:06Z", "name": "Joe", "id": 2200063, member: copy.deepcopy(signature)}


def refusal(signed: dict[str, Any], keys: Any = None) -> str:
    with pytest.raises((InputError, IntegrityError, UnsupportedError)) as raised:
        verify_json_signature(signed, ALL_KEYS if keys is None else keys)
    return str(raised.value.code)


@pytest.mark.parametrize(
    "signature", [ES256, ES384, RS256, SIGNERS, CHAIN], ids=["es256", "es384", "rs256", "signers", "chain"]
)
def test_published_vectors_verify(signature: Any) -> None:
    assert has_json_signature(document(signature))
    verify_json_signature(document(signature), ALL_KEYS)


@pytest.mark.parametrize(
    "signature", [ES256, ES384, RS256, SIGNERS, CHAIN], ids=["es256", "es384", "rs256", "signers", "chain"]
)
def test_any_altered_member_is_detected(signature: Any) -> None:
    assert refusal({**document(signature), "name": "Jo"}) == "exchange.signature_wrong"
    assert refusal({**document(signature), "more": 1}) == "exchange.signature_wrong"


def test_a_dropped_first_signer_of_a_chain_is_detected() -> None:
    signed = document(CHAIN)
    del signed["signature"]["chain"][0]
    assert refusal(signed) == "exchange.signature_wrong"


def test_one_unaccepted_signer_among_several_is_refused() -> None:
    assert refusal(document(SIGNERS), ALL_KEYS[:1]) == "exchange.not_signed_by_accepted_key"


def test_an_embedded_key_is_no_reason_to_accept() -> None:
    assert refusal(document(ES256), []) == "exchange.not_signed_by_accepted_key"


def test_parts_left_out_of_the_signature_are_refused() -> None:
    signed = document({**ES256, "excludes": ["name"]})
    assert refusal(signed) == "exchange.json_signature_excludes"


@pytest.mark.parametrize(
    ("signature", "code"),
    [
        (None, "exchange.no_json_signature"),
        ({}, "exchange.json_signature_form"),
        ({"signers": []}, "exchange.json_signature_form"),
        ({"signers": [1]}, "exchange.json_signature_form"),
        ({**ES256, "value": "x"}, "exchange.not_base64"),
        ({**ES256, "value": "AAAA"}, "exchange.signature_wrong"),
        ({**ES256, "algorithm": "HS256"}, "exchange.algorithm"),
        ({**ES256, "algorithm": "none"}, "exchange.algorithm"),
        ({**ES256, "excludes": "name"}, "exchange.json_signature_form"),
    ],
)
def test_what_is_no_signature_is_refused(signature: Any, code: str) -> None:
    assert refusal(document(signature)) == code


@pytest.mark.parametrize("jwk", [{}, {"kty": "EC"}, {**P256, "x": "AAAA"}, {**P256, "x": 1}, {"kty": "RSA", "n": "AQ"}])
def test_broken_keys_are_refused(jwk: Any) -> None:
    with pytest.raises((InputError, UnsupportedError)):
        parse_jwk(jwk, "publicKey")


class TestCanonicalJson:
    def test_the_example_of_rfc_8785(self) -> None:
        value = {
            "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": '\u20ac$\u000f\nA\'B"\\\\"/',
            "literals": [None, True, False],
        }
        assert (
            canonical_json(value)
            == (
                '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
                '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
            ).encode()
        )

    def test_keys_sort_by_utf_16_units(self) -> None:
        value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7}
        assert canonical_json(value).decode() == '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"\U0001f600":5,"\ufb33":3}'

    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (0.0, "0"), (-0.0, "0"), (5e-324, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
            (1e21, "1e+21"), (1e20, "100000000000000000000"), (1e-6, "0.000001"), (1e-7, "1e-7"), (-1.5, "-1.5"),
            (2**53, "9007199254740992"), (295147905179352830000.0, "295147905179352830000"),
            (1424953923781206.2, "1424953923781206.2"),
        ],
    )  # fmt: skip
    def test_numbers_as_ecmascript_writes_them(self, number: float, text: str) -> None:
        assert canonical_json(number).decode() == text

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {"\ud800": 1}])
    def test_what_has_no_canonical_form_is_refused(self, value: Any) -> None:
        with pytest.raises(InputError) as raised:
            canonical_json(value)
        assert raised.value.code == "exchange.not_canonical"

    def test_depth_is_limited(self) -> None:
        value: Any = 1
        for _ in range(10_000):
            value = [value]
        with pytest.raises(InputError):
            canonical_json(value)
