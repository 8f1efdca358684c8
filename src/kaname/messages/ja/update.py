"""更新で失敗しなかった情報源について伝える文言。"""

TEXTS = {
    "update.noted.pages_not_had": "変更分をページ単位で取得できなかったため({reason})、年別のファイルを取得しました",
    "update.noted.records_not_given": "更新ありと示された {count} 件のレコードを取得できませんでした。データは以前のままです",
}
