"""ファイルの読み書きができないときの文言。"""

TEXTS = {
    "store.file_missing": "ファイルがありません",
    "store.file_missing.hint": "パスを確認してください。書き込む場合は、フォルダーが先に必要です",
    "store.file_not_allowed": "ファイルを開く権限がありません",
    "store.file_not_allowed.hint": "ファイルとフォルダーのアクセス権を確認してください",
    "store.file_is_a_folder": "ファイルではなくフォルダーです",
    "store.file_too_large": "ファイルが {limit} バイトを超えています",
    "store.file_too_large.hint": "文書を分割してください",
    "store.file_vanished": "読み込み中にファイルが変更されたか、なくなりました",
    "store.file_vanished.hint": "書き込みが終わってから、もう一度実行してください",
    "store.file_name_too_long": "ファイル名が長すぎます",
    "store.file_trouble": "ファイルを使えません: {reason}",
    "store.disk_full": "ディスクに空きがありません。元の内容は変わっていません",
    "store.disk_full.hint": "空きを作ってから、もう一度実行してください",
    "store.disk_read_only": "ディスクが読み取り専用です",
    "store.identities_unreadable": "部品についての判断の記録を読めません: {why}",
    "store.identities_invalid": "部品についての判断の記録の形式が正しくありません: {why}",
    "store.identities_invalid.hint": "ファイルを修正するか、バージョン管理から復元してください",
    "store.file_exists": "同じ名前のファイルがすでにあるため、書き込みませんでした",
    "store.file_exists.hint": "別の名前を指定するか、先にそのファイルを移してください",
}
