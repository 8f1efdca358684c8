"""スキャンのサービスの文。"""

TEXTS = {
    "scan.folder_without_candidates": "フォルダー「{target}」に、部品表も、部品を列挙するファイルも見つかりません",
    "scan.folder_without_candidates.hint": (
        "部品表の拡張子は .json、.xml、.spdx、.yaml などです。対応するロックファイルやパッケージは docs/reference/extractors.ja.md にあります"
    ),
    "scan.too_many_files": "フォルダー「{target}」には部品表らしいファイルが {limit} 件を超えてあります",
}
