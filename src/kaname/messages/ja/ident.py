"""識別子に関する文。"""

TEXTS = {
    "ident.purl_empty": "パッケージ URL が空です",
    "ident.purl_too_long": "パッケージ URL が {count} 文字あります。読み取れるのは {limit} 文字までです",
    "ident.purl_scheme": "「{purl}」はパッケージ URL ではありません(「pkg:」で始まっていません)",
    "ident.purl_scheme.hint": "パッケージ URL の例: pkg:npm/%40angular/core@12.3.1",
    "ident.purl_type": "「{type}」はパッケージの種別として使えません。英字で始め、英数字と「.」「+」「-」で書きます",
    "ident.purl_name": "パッケージ URL「{purl}」にパッケージ名がありません",
    "ident.purl_name_of_type": "種別 {type} のパッケージ URL にパッケージ名がありません",
    "ident.purl_namespace_required": "種別 {type} のパッケージ URL には名前空間が必要です",
    "ident.purl_namespace_prohibited": "種別 {type} のパッケージ URL に名前空間は付けられませんが、「{namespace}」とあります",
    "ident.purl_qualifier_key": "「{key}」は修飾子の名前として使えません。英字で始め、英数字と「.」「-」「_」で書きます",
    "ident.purl_qualifier_repeated": "修飾子「{key}」が 2 回書かれています",
    "ident.purl_qualifier_required": "種別 {type} のパッケージ URL には修飾子「{key}」が必要です",
    "ident.purl_percent": "「{purl}」のパーセントエンコーディングが壊れています",
    "ident.purl_characters": "「{part}」は種別 {type} のパッケージ URL では使えません",
    "ident.cpe_invalid": "「{cpe}」は CPE 名として正しくありません({why})",
    "ident.cpe_invalid.hint": "CPE 名は cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:* や cpe:/a:apache:log4j:2.14.1 のように書きます",
}
