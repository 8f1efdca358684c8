"""``kaname incident`` の文。"""

TEXTS = {
    "cli_incident.opened": "{path} に記録しました",
    "cli_incident.frozen": "送付時点の内容を {path} に凍結しました(SHA-256 {sha256})",
    "cli_incident.summary": "インシデント {count} 件、期限超過 {missed} 件",
    "cli_incident.open.summary": "インシデントを開始する(期限は認識した時点から数える)",
    "cli_incident.open.description": (
        "悪用されている脆弱性、またはインシデントを incidents/ID.yaml に記録し、制度ごとの期限を示します。--regime を省略すると、\n"
        "kaname.yaml の制度のうち種類の合うものが適用されます。"
    ),
    "cli_incident.open.examples": (
        "  kaname incident open 2026-001 --title 'ゲートウェイの脆弱性の悪用' --aware 2026-11-20T09:30:00+09:00 \\\n"
        "    --regime cra-vulnerability --vulnerability CVE-2026-0001 --product 'Gateway 2.1'"
    ),
    "cli_incident.open.arg.id": "インシデントの ID(ファイル名になります)",
    "cli_incident.open.arg.title": "件名",
    "cli_incident.open.arg.kind": "vulnerability(悪用されている脆弱性、既定)または incident(インシデント)",
    "cli_incident.open.arg.aware": "認識した時刻(ISO 8601、既定: 現在)",
    "cli_incident.open.arg.regime": "適用される制度(複数回指定可)",
    "cli_incident.open.arg.vulnerability": "関係する脆弱性(複数回指定可)",
    "cli_incident.open.arg.product": "関係する製品(複数回指定可)",
    "cli_incident.open.arg.by": "記録する人",
    "cli_incident.open.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_incident.open.arg.now": "記録の日時(ISO 8601、既定: 現在)",
    "cli_incident.event.summary": "起きたこと、わかったこと、送付した通知を記録する",
    "cli_incident.event.description": (
        "出来事(corrective-measure、ransom-payment、coordination-start、または任意の語)、通知に書く事実、送付した通知、時計の停止を\n"
        "追記します。取り消しはできず、訂正は追記します。通知を送付したときは、その時点でわかっていた内容をファイルに凍結し、\n"
        "上書きしません。"
    ),
    "cli_incident.event.examples": (
        "  kaname incident event 2026-001 --fact nature='解析部のバッファオーバーフロー' --fact severity='CVSS 9.8'\n"
        "  kaname incident event 2026-001 --sent cra-vulnerability/early-warning --at 2026-11-20T20:00:00+09:00\n"
        "  kaname incident event 2026-001 corrective-measure --note 'リリース 2.2'"
    ),
    "cli_incident.event.arg.id": "インシデントの ID",
    "cli_incident.event.arg.event": "出来事",
    "cli_incident.event.arg.at": "起きた日時(ISO 8601、既定: 現在)",
    "cli_incident.event.arg.note": "出来事についての備考",
    "cli_incident.event.arg.fact": "通知に書く事実(複数回指定可)",
    "cli_incident.event.arg.sent": "送付した通知",
    "cli_incident.event.arg.pause": "停止できる時計を止める理由",
    "cli_incident.event.arg.resume": "時計を再開する",
    "cli_incident.event.arg.by": "記録する人",
    "cli_incident.event.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_incident.event.arg.now": "記録の日時(ISO 8601、既定: 現在)",
    "cli_incident.status.summary": "すべての時計と、期限、期限超過を示す",
    "cli_incident.status.description": (
        "1 件またはすべてのインシデントの時計を示します。\n終了コード: 0、--fail-on-missed 指定時に期限超過があれば 1。"
    ),
    "cli_incident.status.examples": "  kaname incident status\n  kaname incident status 2026-001 --format json",
    "cli_incident.status.arg.id": "インシデントの ID(既定: すべて)",
    "cli_incident.status.arg.format": "table(既定)または json",
    "cli_incident.status.arg.fail-on-missed": "期限超過があれば終了コード 1 で終わる",
    "cli_incident.status.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_incident.status.arg.now": "判定の日時(ISO 8601、既定: 現在)",
    "cli_incident.draft.summary": "記録から通知の下書きを作る",
    "cli_incident.draft.description": (
        "--lang の言語で通知を Markdown で書きます。記録されていない事実は補わず、未記入と示します。\n"
        "--as-of を指定すると、その時点までに記録された内容だけを使います。"
    ),
    "cli_incident.draft.examples": (
        "  kaname incident draft 2026-001 cra-vulnerability/early-warning --lang en\n"
        "  kaname incident draft 2026-001 cra-vulnerability/notification --output notice.md"
    ),
    "cli_incident.draft.arg.id": "インシデントの ID",
    "cli_incident.draft.arg.notice": "制度と段階(例: cra-vulnerability/early-warning)",
    "cli_incident.draft.arg.as-of": "この時点までに記録された内容だけを使う(ISO 8601)",
    "cli_incident.draft.arg.output": "書き出すファイル(既定: 標準出力)",
    "cli_incident.draft.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_incident.draft.arg.now": "下書きの日時(ISO 8601、既定: 現在)",
}
