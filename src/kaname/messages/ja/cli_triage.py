"""``kaname triage`` の文。"""

TEXTS = {
    "cli_triage.not_read": "読めなかった部分: {path}: {message}",
    "cli_triage.summary": "検出 {findings} 件。要判断 {open} 件、対象外 {aside} 件、期限超過 {breaches} 件",
    "cli_triage.override_added": "{path} に記録しました。次の判断から使います",
    "cli_triage.overrides_listed": "担当者が指定した値 {count} 件。期限切れ・取り消し済みのため示していないもの {hidden} 件(--all で表示)",
    "cli_triage.overrides_expired": "有効期限が切れ、使われなくなった担当者の指定: {names}",
    "cli_triage.override_add.summary": "脆弱性について、SSVC の判断項目の値を理由と指定者を付けて指定する",
    "cli_triage.override_add.description": (
        "情報源よりも確かなことを担当者が知っている場合に使います。指定した値はほかのどの値よりも優先され、理由と指定者とともに\n"
        "示されます。値はワークスペースの triage/overrides.yaml に残ります。--valid-until を付けると、その後は使われなくなります。\n"
        "同じ判断項目に後から指定した値は、前の値に代わります。"
    ),
    "cli_triage.override_add.examples": (
        "  kaname triage override add CVE-2024-0001 --point E --value A --reason '自社のログで悪用を確認' --by '田中'\n"
        "  kaname triage override add CVE-2024-0001 --point EXP --value S --system plant-3 \\\n"
        "    --reason '定期点検まで一方向ゲートウェイの内側に置くため' --by '田中' --valid-until 2026-12-31"
    ),
    "cli_triage.override_add.arg.vulnerability": "脆弱性の ID(別名でも可)。すべての脆弱性には *",
    "cli_triage.override_add.arg.point": "判断項目。E や ssvc:EXP のように、キー、名前空間:キー、または識別子で指定する",
    "cli_triage.override_add.arg.value": "値のキー。いくつかの値がありうるときは | でつなぐ",
    "cli_triage.override_add.arg.reason": "理由",
    "cli_triage.override_add.arg.by": "指定する人",
    "cli_triage.override_add.arg.component": "purl が当てはまる部品だけを対象とする(* は任意の文字列)",
    "cli_triage.override_add.arg.system": "kaname.yaml のこのシステムだけを対象とする",
    "cli_triage.override_add.arg.valid-until": "有効期限の日付または日時",
    "cli_triage.override_add.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_triage.override_add.arg.now": "指定の日時(ISO 8601、既定: 現在)",
    "cli_triage.override_list.summary": "担当者が指定した判断項目の値を一覧にする",
    "cli_triage.override_list.description": "有効な指定を、理由と指定者とともに示します。--all を付けると、期限切れと取り消し済みのものも示します。",
    "cli_triage.override_list.examples": "  kaname triage override list\n  kaname triage override list --all --format json",
    "cli_triage.override_list.arg.all": "期限切れと取り消し済みのものも示す",
    "cli_triage.override_list.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_triage.override_list.arg.format": "table(既定)または json",
    "cli_triage.override_list.arg.now": "有効期限を判定する時刻(ISO 8601、既定: 現在)",
    "cli_triage.override_remove.summary": "担当者が指定した判断項目の値を取り消す",
    "cli_triage.override_remove.description": "取り消した値は使われなくなります。記録は、いつ誰がなぜ取り消したかとともに残ります。",
    "cli_triage.override_remove.examples": "  kaname triage override remove CVE-2024-0001-1 --by '田中' --reason '報告が誤りだったため'",
    "cli_triage.override_remove.arg.id": "triage override list に示される ID",
    "cli_triage.override_remove.arg.reason": "理由",
    "cli_triage.override_remove.arg.by": "取り消す人",
    "cli_triage.override_remove.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_triage.override_remove.arg.now": "取り消しの日時(ISO 8601、既定: 現在)",
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
