"""SPDX 3 リーダーの文。"""

TEXTS = {
    "spdx3.wrong_type": "型が違います({expected} が必要ですが、{found} でした)",
    "spdx3.no_elements": "文書に SPDX 3 の要素がありません",
    "spdx3.no_elements.hint": "要素は @graph の中に、type と spdxId を付けて書きます",
    "spdx3.version_unsupported": "SPDX {version} は SPDX 3 として読み込めません。対応しているのは 3.0.0 と 3.0.1 です",
    "spdx3.newer_version": "SPDX {version} は 3.0.1 より新しいバージョンです。追加された項目は解釈していません",
    "spdx3.missing_field": "必須の項目または要素がありません",
    "spdx3.duplicate_id": "識別子 {ref} が重複しています",
    "spdx3.describes_nothing": "ルート要素となるパッケージが示されていません",
    "spdx3.reference_dangling": "{ref} が文書の中にありません",
    "spdx3.relationship_incomplete": "関係の始点または種類がありません",
    "spdx3.relationship_dangling": "関係 {kind} が指す {ref} が、文書の中にもインポートの一覧にもありません",
    "spdx3.license_unreadable": "ライセンス {ref} を読み取れません",
    "spdx3.name_without_profile": "SPDX 3 での項目名は {name} です。そのまま読み込みました",
    "spdx3.more_of_the_same": "同じ種類の問題({repeated})がほかに {count} 件あります",
}
