"""スキャンのサービスの文。"""

TEXTS = {
    "scan.target_missing": "ファイルもフォルダーも見つかりません:「{target}」",
    "scan.unreadable": "「{target}」を読み取れません: {why}",
    "scan.too_large": "「{target}」が大きすぎます(上限 {limit} バイト)",
    "scan.folder_unreadable": "フォルダー「{target}」を読み取れません: {why}",
    "scan.folder_without_candidates": "フォルダー「{target}」に部品表らしいファイルがありません",
    "scan.folder_without_candidates.hint": (
        "部品表の拡張子は .json、.xml、.spdx、.yaml などです。ほかの名前のときはファイルを直接指定してください"
    ),
    "scan.too_many_files": "フォルダー「{target}」には部品表らしいファイルが {limit} 件を超えてあります",
}
