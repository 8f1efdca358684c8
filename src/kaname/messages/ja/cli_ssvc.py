"""``kaname ssvc`` の文。"""

TEXTS = {
    "cli_ssvc.outcome": "{name}: {value}",
    "cli_ssvc.undetermined": "{name}: 未確定。ありうる結果: {values}",
    "cli_ssvc.missing": "判断に必要: {id} {name} ({values})",
    "cli_ssvc.table.summary": "SSVC の決定表を一覧表示し、内容を確認する",
    "cli_ssvc.table.description": (
        "SSVC の決定表について、判断項目、値の意味、すべての行を表示します。\nTABLE を省略すると決定表の一覧を表示します。"
    ),
    "cli_ssvc.table.examples": "  kaname ssvc table\n  kaname ssvc table DT_DP\n  kaname ssvc table BOD2604 --format json",
    "cli_ssvc.table.arg.table": "決定表の識別子。DT_DP や cisa:DT_BOD2604:1.0.0 など",
    "cli_ssvc.table.arg.tables": "独自の判断項目と決定表を書いた YAML ファイル(複数指定可)",
    "cli_ssvc.table.arg.format": "table(既定)または json",
    "cli_ssvc.decide.summary": "SSVC の決定表で判断し、根拠となる入力をすべて示す",
    "cli_ssvc.decide.description": (
        "与えられた値から決定表で判断します。値のない判断項目は推測しません。結果が 1 つに絞れないあいだは「未確定」とし、\n"
        "ありうる結果と、あと何がわかれば確定するかを示します。\n"
        "下位の決定表(SI と MI から HI、A と VD から U、SI から PSI)は自動で使います。\n"
        "終了コード: 0。入力が使えないときは 3。--fail-on-undetermined を付けて未確定のときは 4。"
    ),
    "cli_ssvc.decide.examples": (
        "  kaname ssvc decide DT_DP E=A EXP=O A=Y SI=M MI=MEF\n"
        "  kaname ssvc decide DT_SP E=P 'TI=P|T' U=E PSI=M\n"
        "  kaname ssvc decide BOD2604 KEV=Y PE=Y A=Y TI=T --format selection-list --target CVE-2021-44228"
    ),
    "cli_ssvc.decide.arg.table": "決定表の識別子",
    "cli_ssvc.decide.arg.inputs": "判断項目の値。E=A のように書く。複数ありうるときは E=N|P",
    "cli_ssvc.decide.arg.selections": "値の入力に使う SSVC の選択リスト(2.0.0。複数指定可)",
    "cli_ssvc.decide.arg.tables": "独自の判断項目と決定表を書いた YAML ファイル(複数指定可)",
    "cli_ssvc.decide.arg.format": "table(既定)、json または selection-list",
    "cli_ssvc.decide.arg.target": "選択リストに書く脆弱性の識別子",
    "cli_ssvc.decide.arg.now": "選択リストに書く時刻(ISO 8601。既定は現在時刻)",
    "cli_ssvc.decide.arg.fail-on-undetermined": "結果が 1 つに絞れないとき終了コード 4 で終わる",
}
