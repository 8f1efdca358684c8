"""``kaname triage`` の文。"""

TEXTS = {
    "cli_triage.not_read": "読めなかった部分: {path}: {message}",
    "cli_triage.summary": "検出 {findings} 件。要判断 {open} 件、対象外 {aside} 件、期限超過 {breaches} 件",
    "cli_triage.main.summary": "検出した脆弱性に、システムの状況に応じて何をいつまでに行うかを決める",
    "cli_triage.main.description": (
        "SBOM またはワークスペースのリリースをスキャンし、検出ごとに SSVC の決定表で判断します。値は KEV、公表された評価、参照先、\n"
        "CVSS、EPSS(推定にはその旨を示します)、kaname.yaml の利用状況から採ります。わからないことは推測せず、ありうる判断の範囲を\n"
        "示します。決定表の前の規則(信頼するステートメントで影響なし・修正済み、配備していない、開発時のみ)に当たるものは、理由を\n"
        "付けて対象外とし、件数も示します。\n"
        "終了コード: 0、--fail-on-breach 指定時に期限超過があれば 1、読み取れた対象がないとき 3。"
    ),
    "cli_triage.main.examples": (
        "  kaname triage sbom.cdx.json --role supplier\n"
        "  kaname triage . --record\n"
        "  kaname triage sbom.cdx.json --workspace . --explain\n"
        "  kaname triage sbom.cdx.json --role bod --vulnerability CVE-2021-44228 --format selection-list"
    ),
    "cli_triage.main.arg.target": "SBOM、SBOM を含むフォルダー、またはワークスペース(そのリリースをスキャンします)",
    "cli_triage.main.arg.role": "判断する立場: deployer、supplier、coordinator、publisher、cisa、bod(既定: 利用状況の役割)",
    "cli_triage.main.arg.workspace": "利用状況とステートメントのあるワークスペース",
    "cli_triage.main.arg.vex": "追加の VEX 文書(OpenVEX、CycloneDX、CSAF。複数回指定可)",
    "cli_triage.main.arg.tables": "独自の決定表の YAML ファイル(複数回指定可)",
    "cli_triage.main.arg.knowledge": "照合に使うナレッジベース(既定: knowledge build の作成先)",
    "cli_triage.main.arg.format": "table(既定)、json、selection-list(SSVC 2.0.0 の選択リスト、脆弱性 1 件)のいずれか",
    "cli_triage.main.arg.vulnerability": "選択リストに書く脆弱性",
    "cli_triage.main.arg.explain": "入力の値とその出所をすべて示す",
    "cli_triage.main.arg.all": "すべての検出を示す",
    "cli_triage.main.arg.record": "最初に検出した日時をワークスペースに記録する(期限はそこから数えます)",
    "cli_triage.main.arg.fail-on-breach": "期限を過ぎたものがあれば終了コード 1 で終わる",
    "cli_triage.main.arg.now": "判断の日時(ISO 8601、既定: 現在)",
}
