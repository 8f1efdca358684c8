"""文書の署名についての文。"""

TEXTS = {
    "signing.no_key": "受け入れる鍵が指定されていません",
    "signing.no_key.hint": "--key で公開鍵を、または --roots で受け入れるルート証明書を指定してください",
    "signing.not_signed": "文書に署名がありません",
    "signing.not_signed.hint": "分離した署名があれば --signature で指定してください",
    "signing.other_document": "署名の中身が、指定された文書と異なります",
    "signing.other_document.hint": "文書が改変されているか、別の文書の署名です",
    "signing.document_missing": "これは分離した署名です。署名の対象となる文書がありません",
    "signing.document_missing.hint": "kaname sbom verify 文書 --signature 署名 の形で指定してください",
    "signing.certificate_of_another_key": "先頭の証明書は、署名する鍵 {keyid} のものではありません",
    "signing.certificate_of_another_key.hint": "署名する鍵の証明書を先頭に置いてください",
    "signing.xml_signature": "XML 署名の検証には対応していません",
    "signing.xml_signature.hint": "DSSE 形式の署名を依頼するか、XML 署名に対応したツールで検証してください",
    "signing.member_twice": "文書中に「{name}」という項目が二重にあり、署名の対象が一つに定まりません",
}
