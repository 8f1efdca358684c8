"""更新で失敗しなかった情報源について伝える文言。"""

TEXTS = {
    "update.noted.pages_not_had": "変更分をページ単位で取得できなかったため({reason})、年別のファイルを取得しました",
    "update.noted.records_not_given": "更新ありと示された {count} 件のレコードを取得できませんでした。データは以前のままです",
    "update.noted.document_refused": "取得できなかったか検査に合格しなかったため、取り込まなかった文書: {count} 件({names})",
    "update.noted.document_closed": "公開が限定されているため、取り込まなかった文書: {count} 件({names})",
    "update.noted.listings_closed": "TLP が WHITE、CLEAR 以外の一覧 {count} 件は取得していません",
    "update.noted.documents_left": "残り {count} 件の文書は、次回以降の更新で取得します",
    "update.noted.documents_without_hash": "{count} 件の文書には、検査に使うハッシュファイルがありませんでした",
    "update.noted.signatures_not_checked": "この提供者の鍵が登録されていないため(KANAME_CSAF_KEYS)、{count} 件の文書の OpenPGP 署名は検証していません",
    "update.noted.files_without_checksum": "公開元にチェックサムがなかったファイル: {count} 件",
}
