"""``kaname vex`` の文。"""

TEXTS = {
    "cli_vex.added": "{id} として {path} に追加しました",
    "cli_vex.not_read": "読めなかった部分: {path}: {message}",
    "cli_vex.listed": "ステートメント {count} 件(うち自組織が書いたもの {own} 件、取り込んだ文書 {imports} 件)",
    "cli_vex.imported": "{path}: {format}、ステートメント {count} 件、発行者 {issuer}",
    "cli_vex.untrusted": (
        "{issuer} は信頼する発行者に含まれていないため、ステートメントは表示するだけで適用しません"
        "(信頼する場合は kaname.yaml の trust: に書いてください)"
    ),
    "cli_vex.exported": "ステートメント {count} 件を {path} に書き出しました",
    "cli_vex.losses": "変換先の形式にそのままでは残らない値: {count} 件",
    "cli_vex.loss": "  {path}: {reason}",
    "cli_vex.more_losses": "  ほか {count} 件(すべてを見るには --loss-report ファイル)",
    "cli_vex.column.id": "脆弱性",
    "cli_vex.column.status": "状況",
    "cli_vex.column.about": "対象",
    "cli_vex.column.issuer": "発行者",
    "cli_vex.column.rank": "順位",
    "cli_vex.column.time": "日時",
    "cli_vex.add.summary": "自組織のステートメント(影響なし、影響あり、修正済み、調査中)を書く",
    "cli_vex.add.description": (
        "ワークスペースの vex/ID.yaml にステートメントを追加します。「影響なし」には理由または影響の説明が、「影響あり」には対処が\n"
        "必要です。--sbom を指定すると、その SBOM の製品を対象とし、部品までの依存経路も記録します。次のリリースで経路が\n"
        "同じであれば、判断はそのまま引き継がれます。"
    ),
    "cli_vex.add.examples": (
        "  kaname vex add CVE-2021-44228 --status not_affected --sbom app.cdx.json \\\n"
        "    --component pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1 \\\n"
        "    --justification vulnerable_code_not_in_execute_path --by '田中'\n"
        "  kaname vex add CVE-2024-3094 --status affected --product pkg:generic/gateway@2.1 --action '2.2 に更新'"
    ),
    "cli_vex.add.arg.vulnerability": "脆弱性の ID",
    "cli_vex.add.arg.status": "not_affected(影響なし)、affected(影響あり)、fixed(修正済み)、under_investigation(調査中)",
    "cli_vex.add.arg.component": "対象の部品(purl または CPE 名、複数回指定可)",
    "cli_vex.add.arg.product": "製品(purl または CPE 名)。省略すると、どこで使われていてもその部品についてのステートメントになります",
    "cli_vex.add.arg.sbom": "製品の SBOM",
    "cli_vex.add.arg.alias": "同じ脆弱性の別の ID(複数回指定可)",
    "cli_vex.add.arg.justification": "影響がない理由(OpenVEX の 5 語のいずれか)",
    "cli_vex.add.arg.impact": "影響がない理由の説明",
    "cli_vex.add.arg.action": "利用者が取るべき対処",
    "cli_vex.add.arg.notes": "状況についての備考",
    "cli_vex.add.arg.valid-until": "見直しの期限(日または日時)",
    "cli_vex.add.arg.by": "判断した人",
    "cli_vex.add.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_vex.add.arg.now": "ステートメントの日時(ISO 8601、既定: 現在)",
    "cli_vex.list.summary": "ワークスペースまたはファイルのステートメントを一覧にする",
    "cli_vex.list.description": (
        "ステートメントを、発行者のここでの順位と日時を付けて一覧にします。ファイルだけを指定し --workspace を指定しないときは、\n"
        "そのファイルのものだけを表示します。"
    ),
    "cli_vex.list.examples": "  kaname vex list\n  kaname vex list supplier.openvex.json --vulnerability CVE-2023-1255 --format json",
    "cli_vex.list.arg.file": "OpenVEX、CycloneDX、CSAF の文書",
    "cli_vex.list.arg.vulnerability": "この脆弱性についてのものだけ",
    "cli_vex.list.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_vex.list.arg.format": "table(既定)または json",
    "cli_vex.list.arg.now": "有効期限を判定する時刻(ISO 8601、既定: 現在)",
    "cli_vex.import.summary": "供給者などの VEX 文書をワークスペースに取り込む",
    "cli_vex.import.description": (
        "OpenVEX、CycloneDX、CSAF の文書をそのまま vex/imported/ に保存し、控えを付けます。kaname.yaml の trust: にない発行者の\n"
        "ステートメントは、表示するだけで適用しません。--key を指定すると、いずれかの鍵で署名された DSSE エンベロープとして検証します。\n"
        "終了コード: 0、使えないファイルがあったときは 3(ほかのファイルは取り込みます)。"
    ),
    "cli_vex.import.examples": (
        "  kaname vex import supplier.openvex.json advisory.csaf.json\n"
        "  kaname vex import signed.dsse.json --key supplier.pub.pem"
    ),
    "cli_vex.import.arg.file": "OpenVEX、CycloneDX、CSAF の文書(--key を指定するときは DSSE エンベロープ)",
    "cli_vex.import.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_vex.import.arg.key": "署名を検証する公開鍵(複数回指定可)",
    "cli_vex.import.arg.now": "取り込みの日時(ISO 8601、既定: 現在)",
    "cli_vex.export.summary": "ステートメントを OpenVEX、CycloneDX、CSAF で書き出し、失われたものを示す",
    "cli_vex.export.description": (
        "自組織のステートメント、--all でワークスペースのすべて、--from で 1 つの文書のステートメントを書き出します。\n"
        "同じ形式で書き出すときは何も失われません。別の形式では、表せなかったものをすべて場所とともに示します。"
    ),
    "cli_vex.export.examples": (
        "  kaname vex export --format csaf --output advisory.json\n"
        "  kaname vex export --from supplier.openvex.json --format cyclonedx --issuer Example --loss-report losses.json"
    ),
    "cli_vex.export.arg.format": "openvex(既定)、cyclonedx、csaf のいずれか",
    "cli_vex.export.arg.csaf-version": "CSAF の版(2.0 または 2.1、既定: 2.0)",
    "cli_vex.export.arg.from": "書き出すステートメントを含む文書",
    "cli_vex.export.arg.all": "ほかの発行者のステートメントも含める",
    "cli_vex.export.arg.vulnerability": "この脆弱性についてのものだけ(複数回指定可)",
    "cli_vex.export.arg.output": "書き出すファイル(既定: 標準出力)",
    "cli_vex.export.arg.loss-report": "失われたものの全一覧を書くファイル(JSON)",
    "cli_vex.export.arg.id": "文書の ID",
    "cli_vex.export.arg.issuer": "文書の発行者(既定: kaname.yaml の organisation)",
    "cli_vex.export.arg.website": "発行者の URL(CSAF に必要)",
    "cli_vex.export.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_vex.export.arg.now": "文書の日時(ISO 8601、既定: 現在)",
    "cli_vex.explain.summary": "部品の脆弱性についてどのステートメントで判定するか、その理由を示す",
    "cli_vex.explain.description": (
        "状況、判定に使ったステートメントとその規則、矛盾があるときは双方、ほかのステートメントの扱いを示します。\n"
        "優先順位は、自組織、部品の供給者、配布元、その他の順です。同じ発行者のものは新しいほう、同じ順位で食い違うときは\n"
        "より慎重な状況を採ります。"
    ),
    "cli_vex.explain.examples": (
        "  kaname vex explain CVE-2021-44228 pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1\n"
        "  kaname vex explain CVE-2023-1255 pkg:apk/alpine/libssl3@3.0.8-r3 --product pkg:oci/alpine --vex alpine.openvex.json\n"
        "  kaname vex explain CVE-2022-24999 pkg:npm/qs@6.5.2 --sbom app.cdx.json --knowledge kaname.db"
    ),
    "cli_vex.explain.arg.vulnerability": "脆弱性の ID",
    "cli_vex.explain.arg.component": "部品(purl または CPE 名)",
    "cli_vex.explain.arg.product": "部品を含む製品",
    "cli_vex.explain.arg.sbom": "製品の SBOM(この部品までの経路にある部品についてのステートメントも調べます)",
    "cli_vex.explain.arg.knowledge": "ステートメントを併せて調べるナレッジベース",
    "cli_vex.explain.arg.alias": "同じ脆弱性の別の ID(複数回指定可)",
    "cli_vex.explain.arg.vex": "追加の VEX 文書(ワークスペースがないときは発行者を信頼したものとして扱います)",
    "cli_vex.explain.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_vex.explain.arg.format": "table(既定)または json",
    "cli_vex.explain.arg.now": "有効期限を判定する時刻(ISO 8601、既定: 現在)",
}
