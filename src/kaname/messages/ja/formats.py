"""文書形式に共通の入口(展開・形式の判別・文字・JSON)の文言。"""

TEXTS = {
    "formats.too_large": "展開後の文書が {limit} バイトを超えています",
    "formats.too_large.hint": "文書を分割するか、提供元を信頼できる場合は上限を引き上げてください",
    "formats.compression_bomb": "圧縮データが {ratio} 倍を超えて膨らみます。文書とは認められません",
    "formats.compression_damaged": "{kind} 圧縮データが破損しています(展開後 {offset} バイトまで読めました): {reason}",
    "formats.compression_damaged.hint": "ファイルが途中で切れている可能性があります。取得または圧縮をやり直してください",
    "formats.compression_layers": "圧縮が {limit} 重を超えています",
    "formats.archive": "{kind} アーカイブです。ここで展開できるのは gzip と zstd だけです",
    "formats.archive.hint": "先に展開し、中の文書を指定してください",
    "formats.invalid_text": "{encoding} として正しくないバイトがあります: {offset} バイト目の {byte}",
    "formats.invalid_text.hint": "文書を UTF-8 で保存してください",
    "formats.json_syntax": "JSON の構文が正しくありません({offset} バイト目): {reason}",
    "formats.json_truncated": "JSON が {offset} バイトで途切れています",
    "formats.json_truncated.hint": "ファイルが途中で切れている可能性があります。取得または作成をやり直してください",
    "formats.json_too_deep": "JSON の入れ子が深すぎるため、読み込みませんでした",
    "formats.json_type": "値の型が違います: 必要な型は {expected}、実際は {found} です",
    "formats.json_value": "値を使えません: {reason}",
    "formats.xml_syntax": "XML の構文が正しくありません: {reason}",
    "formats.xml_dtd": "XML に文書型宣言(DTD)があります。実体を定義できるため、受け付けません",
    "formats.xml_dtd.hint": "<!DOCTYPE …> を取り除いてください。部品表(SBOM)には必要ありません",
    "formats.xml_encoding": "XML を {encoding} として復号できません({offset} バイト目)",
    "formats.xml_encoding.hint": "文書を UTF-8 で保存してください",
    "formats.empty": "文書が空です",
    "formats.not_an_sbom_json": (
        "この JSON は部品表(SBOM)ではありません: bomFormat、spdxVersion、SPDX 3 の @context のいずれもありません"
    ),
    "formats.not_an_sbom_xml": "この XML は部品表(SBOM)ではありません: ルート要素を読み取れません",
    "formats.not_an_sbom_element": "この XML は部品表(SBOM)ではありません: ルート要素が {element} です",
    "formats.not_an_sbom_text": (
        "このテキストは部品表(SBOM)ではありません: JSON、XML、SPDX のタグ形式・YAML のいずれでもありません"
    ),
    "formats.not_an_sbom_binary": "このデータは部品表(SBOM)ではありません",
    "formats.other_format": "{looks_like} と思われます。部品表(SBOM)としては読み込めません",
    "formats.other_format.hint": "CycloneDX(JSON、XML)または SPDX(JSON、タグ形式、YAML、JSON-LD)を指定してください",
    "formats.not_written": "{format} {version} は出力に対応していません",
    "formats.not_written.hint": "出力できる形式: {known}",
}
