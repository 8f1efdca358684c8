"""ライセンス表示の文言。"""

TEXTS = {
    "notices.title": "{product} に含まれる第三者ソフトウェアのライセンス表示",
    "notices.title_unnamed": "第三者ソフトウェアのライセンス表示",
    "notices.column_component": "部品",
    "notices.column_copyright": "著作権表示",
    "notices.column_url": "入手元",
    "notices.no_license": "ライセンスの記載なし",
    "notices.without_license": "{count} 件の部品は、部品表にライセンスの記載がありません。",
    "notices.without_copyright": "{count} 件の部品は、部品表に著作権表示がありません。",
    "notices.without_text": "部品表にライセンス本文がないもの: {names}",
}
