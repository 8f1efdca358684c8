"""``kaname case`` の文。"""

TEXTS = {
    "cli_case.opened": "{path} に記録しました",
    "cli_case.summary": "案件 {count} 件、公表保留中 {held} 件",
    "cli_case.open.summary": "脆弱性関連情報の取扱いの記録を始める",
    "cli_case.open.description": (
        "cases/ID.yaml を書き出します。取扱いの類型、発見者、調整機関、公表を保留する期限を記録します。連絡先を含むため、公開\n"
        "されることはありません。保留の間、kaname advisory publish は案件のアドバイザリを公開しません。期限のない保留は、解除\n"
        "するまで続きます。"
    ),
    "cli_case.open.examples": (
        "  kaname case open 2026-003 --title '解析部のバッファオーバーフロー' --path coordinator \\\n"
        "    --contact 'coordinator=JPCERT/CC <vuln@example.org> [JVN#00000000]' --advisory EX-SA-2026-001 \\\n"
        "    --embargo-until 2026-12-15T12:00:00+09:00 --embargo-reason '調整機関と公表日を合意'"
    ),
    "cli_case.open.arg.id": "案件の ID(ファイル名になります)",
    "cli_case.open.arg.title": "件名",
    "cli_case.open.arg.path": (
        "取扱いの類型: own(自ら公表)、finder(外部の発見者)、bounty(バグバウンティ)、coordinator(調整機関)、zero-day(ゼロデイの悪用)"
    ),
    "cli_case.open.arg.contact": "役割=名前 <宛先> [先方の番号]、複数回指定可",
    "cli_case.open.arg.product": "関係する製品(複数回指定可)",
    "cli_case.open.arg.vulnerability": "関係する脆弱性(複数回指定可)",
    "cli_case.open.arg.advisory": "案件のアドバイザリ",
    "cli_case.open.arg.incident": "案件のインシデント",
    "cli_case.open.arg.embargo-until": "公表を保留する期限(ISO 8601)",
    "cli_case.open.arg.embargo-reason": "公表を保留する理由",
    "cli_case.open.arg.by": "記録する人",
    "cli_case.open.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_case.open.arg.now": "記録の日時(ISO 8601、既定: 現在)",
    "cli_case.event.summary": "案件の出来事と、公表保留の変更を記録する",
    "cli_case.event.description": (
        "出来事、連絡先、公表保留の変更を追記します。取り消しはできず、訂正は追記します。\n"
        "類型ごとの段階は kaname case show で確認できます。それ以外の語も記録できます。"
    ),
    "cli_case.event.examples": (
        "  kaname case event 2026-003 acknowledged --at 2026-11-20T10:00:00+09:00 --note 'メールで回答'\n"
        "  kaname case event 2026-003 --lift-embargo --embargo-reason '調整機関が公表'"
    ),
    "cli_case.event.arg.id": "案件の ID",
    "cli_case.event.arg.event": "出来事",
    "cli_case.event.arg.at": "起きた日時(ISO 8601、既定: 現在)",
    "cli_case.event.arg.note": "出来事についての備考",
    "cli_case.event.arg.contact": "役割=名前 <宛先> [先方の番号]、複数回指定可",
    "cli_case.event.arg.embargo-until": "公表を保留する新しい期限(ISO 8601)",
    "cli_case.event.arg.embargo-reason": "公表の保留またはその変更の理由",
    "cli_case.event.arg.lift-embargo": "公表の保留を解除する",
    "cli_case.event.arg.by": "記録する人",
    "cli_case.event.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_case.event.arg.now": "記録の日時(ISO 8601、既定: 現在)",
    "cli_case.show.summary": "案件の段階、公表保留、連絡先、経過を示す",
    "cli_case.show.description": "1 件またはすべての案件を、済んだ段階とこれからの段階とともに示します。",
    "cli_case.show.examples": "  kaname case show\n  kaname case show 2026-003 --format json",
    "cli_case.show.arg.id": "案件の ID(既定: すべて)",
    "cli_case.show.arg.format": "table(既定)または json",
    "cli_case.show.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_case.show.arg.now": "判定の日時(ISO 8601、既定: 現在)",
}
