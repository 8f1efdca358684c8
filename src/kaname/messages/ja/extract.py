"""部品の抽出に関する文言。"""

TEXTS = {
    "extract.file_missing": "対象の中にこのファイルはありません",
    "extract.file_too_large": "ファイルが {limit} バイトを超えているため、読み込みませんでした",
    "extract.file_unreadable": "読み込めません: {reason}",
    "extract.link_outside": "リンク先が対象の外にあるため、たどりませんでした",
    "extract.name_not_text": "ファイル名が UTF-8 ではないため、調べませんでした",
    "extract.too_deep": "階層が {limit} 段を超えています。それより下は調べていません",
    "extract.too_many_files": "ファイルが {limit} 件を超えています",
    "extract.too_many_files.hint": "ディスク全体ではなく、製品 1 つ分のフォルダーを指定してください",
    "extract.too_many_components": "部品が {limit} 件を超えています",
    "extract.unsafe_path": "アーカイブの外を指すパス、または絶対パスのため、読み込みませんでした",
    "extract.not_text": "UTF-8 のテキストではありません({offset} バイト目)",
    "extract.syntax": "{form} として正しくありません: {reason}",
    "extract.wrong_type": "値の型が違うため使いませんでした: 必要な型は {expected}、実際は {found} です",
    "extract.hash_malformed": "{algorithm} のハッシュ値の形が正しくないため使いませんでした: {value}",
    "extract.version_undetermined": "{name}: 指定は {wanted} で、このファイルではバージョンが定まりません",
    "extract.version_undetermined.hint": "ロックファイルを用意するか、インストール済みの製品から部品表を作成してください",
    "extract.more_of_the_same": "同じ不備({repeated})がほかに {count} 件あります",
    "extract.nothing_found": "部品の一覧を含むファイルが見つかりません(調べたファイル: {files} 件)",
    "extract.nothing_found.hint": "対応するファイルは docs/reference/extractors.ja.md にあります",
}
