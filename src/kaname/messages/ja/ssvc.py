"""SSVC 文書についての文。"""

TEXTS = {
    "ssvc.too_large": "SSVC の選択リストとしては大きすぎるファイルです(上限 {limit_bytes} バイト)",
    "ssvc.form": "SSVC の選択リストの形式ではありません: {detail}",
    "ssvc.form.hint": "CERT/CC の SelectionList 2.0.0 の形式で、timestamp、schemaVersion、selections が必須です",
    "ssvc.not_json": "JSON として読めません: {detail}",
    "ssvc.version": "スキーマのバージョン {version} の選択リストは読めません",
    "ssvc.version.hint": "読めるのはバージョン 2.0.0 です",
    "ssvc.empty": "値が 1 つも選択されていません",
    "ssvc.timestamp": "「{value}」はタイムゾーン付きの時刻ではありません",
    "ssvc.timestamp.hint": "2026-11-20T09:00:00Z のように書いてください",
}
