"""``kaname version …`` の文。"""

_EXIT = "終了コード: 0 回答あり(「undetermined」の場合も含む)、2 使い方の誤り、3 未知のバージョン体系または入力の誤り"

TEXTS = {
    "cli_version.compare.summary": "二つのバージョンの前後を調べる",
    "cli_version.compare.description": (
        "二つのバージョンをエコシステムの順序で比べ、<、=、> のいずれかを表示します。順序を決められない場合は\n"
        "「undetermined:」に続けて理由を表示します。\n"
        "バージョンの代わりに - を指定すると、タブで区切った二つのバージョンを標準入力から 1 行ずつ読み、間に答えを\n"
        "挟んで同じ順に出力します。\n"
        "- で始まるバージョンは -- の後に書きます。\n\n" + _EXIT
    ),
    "cli_version.compare.examples": (
        "  kaname version compare npm 1.0.0-rc.1 1.0.0\n"
        "  kaname version compare deb 1:2.0-1 3.0-1\n"
        "  kaname version compare maven - < pairs.tsv\n"
        "  kaname version compare pypi -- -dev 1.0"
    ),
    "cli_version.compare.arg.scheme": "バージョン体系。npm、pypi、maven、deb などの purl タイプ、または semver、generic",
    "cli_version.compare.arg.versions": "二つのバージョン。標準入力から読む場合は -",
    "cli_version.key.summary": "バージョンのソートキーを表示する",
    "cli_version.key.description": (
        "バイト列としての大小がエコシステムのバージョン順序と一致するキーを 16 進数で表示します。順序を決められない場合は\n"
        "「undetermined:」に続けて理由を表示します。\n\n" + _EXIT
    ),
    "cli_version.key.examples": "  kaname version key pypi 2.0.0rc1\n  kaname version key apk 1.2.3-r0",
    "cli_version.key.arg.scheme": "バージョン体系。npm、pypi、maven、deb などの purl タイプ、または semver、generic",
    "cli_version.key.arg.version_text": "バージョン",
    "cli_version.range.summary": "バージョンが範囲に入るかを調べる",
    "cli_version.range.description": (
        "範囲に入れば inside、入らなければ outside を表示します。\n"
        "決められない場合は「undetermined:」に続けて理由を表示します。\n"
        "範囲は VERS 形式で書き、バージョン体系もその中で指定します。\n\n" + _EXIT
    ),
    "cli_version.range.examples": (
        "  kaname version range 'vers:npm/>=1.2.3|<2.0.0|!=1.5.0' 1.5.0\n"
        "  kaname version range 'vers:deb/<1:2.36-9%2Bdeb12u4' 2.35-1"
    ),
    "cli_version.range.arg.range": "VERS 形式の範囲。例: vers:npm/>=1.2.3|<2.0.0",
    "cli_version.range.arg.version_text": "バージョン",
    "cli_version.pair_expected": "バージョンを二つ、または標準入力を表す - を指定してください(指定された数: {count})",
    "cli_version.pair_expected.hint": "使い方の例は kaname version compare --help で確認できます",
    "cli_version.line_without_pair": "タブで区切った二つのバージョンの行ではありません",
    "cli_version.not_utf8": "入力が UTF-8 のテキストではありません",
}
