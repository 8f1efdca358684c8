"""スキャンのサービスの文。"""

TEXTS = {
    "scan.folder_without_candidates": "フォルダー「{target}」に部品表らしいファイルがありません",
    "scan.folder_without_candidates.hint": (
        "部品表の拡張子は .json、.xml、.spdx、.yaml などです。ほかの名前のときはファイルを直接指定してください"
    ),
    "scan.too_many_files": "フォルダー「{target}」には部品表らしいファイルが {limit} 件を超えてあります",
}
