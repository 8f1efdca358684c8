"""部品表と納品物の突合の理由。"""

TEXTS = {
    "reconcile.version_differs": "記載は {listed}、実物は {found}",
    "reconcile.version_not_stated": "一方にバージョンの記載がありません(記載は {listed}、実物は {found})",
    "reconcile.file_altered": "ファイル {file} が、パッケージ自身の示すハッシュ値と一致しません",
    "reconcile.hash_differs": "{algorithm} のハッシュ値が違います",
    "reconcile.hash_not_compared": "名前とバージョンは一致。共通のハッシュ値がなく、内容は比べていません",
    "reconcile.not_a_package": "{kind} はパッケージではないため、探していません",
    "reconcile.no_identifier": "パッケージ URL の記載がなく、ハッシュ値や名前とバージョンが一致するものも見つかりません",
    "reconcile.type_not_extracted": "{type} のパッケージは抽出の対象ではありません",
    "reconcile.development_only": "納品物に含まれないもの(開発専用)として記載されています",
    "reconcile.parts_differ": "中の部品が違うため、全体のハッシュ値も違います。ほかの変更の有無は判断できません",
}
