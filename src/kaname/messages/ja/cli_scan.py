"""``kaname scan`` の文。"""

TEXTS = {
    "cli_scan.main.summary": "部品表から既知の脆弱性を見つけ、評価できなかった部品も示す",
    "cli_scan.main.description": (
        "部品表(CycloneDX、SPDX)の部品をナレッジベースと照合します。結果は先に見るべき順(悪用が確認されたもの、"
        "EPSS の高いもの、CVSS の高いもの)に並びます。評価できなかった部品は、すべて理由を付けて一覧にします。\n"
        "部品表のないフォルダー、アーカイブ(jar、wheel、ZIP、tar)、コンテナイメージ(docker save、OCI レイアウト)、ロックファイル、実行ファイルを指定すると、sbom create と同じ方法で"
        "中を調べます。解釈できないものがあれば、結果は「一部のみ」になります。\n\n"
        "終了コード: 0 問題なし、1 --fail-on のしきい値に該当、2 使い方の誤り、3 読み取れた対象がない、4 評価または"
        "読み取りが不完全(--fail-on incomplete 指定時)、5 ナレッジベースの不備。1 と 4 の両方に当たるときは 1 です。"
    ),
    "cli_scan.main.examples": (
        "  kaname scan sbom.cdx.json\n"
        "  kaname scan .\n"
        "  kaname scan release/ --format html --output report.html\n"
        "  syft . -o cyclonedx-json | kaname scan - --fail-on kev,critical\n"
        "  kaname scan a.spdx.json b.cdx.xml --format json --now 2026-11-20T00:00:00Z"
    ),
    "cli_scan.main.arg.target": "部品表、部品表を含むフォルダー、ソース一式のフォルダー、アーカイブ、コンテナイメージ、実行ファイル、または -(標準入力の部品表)",
    "cli_scan.main.arg.knowledge": "照合に使うナレッジベース(既定: knowledge build の作成先)",
    "cli_scan.main.arg.format": "table、json、csv、markdown、html、sarif、またはステートメントとして openvex、cyclonedx、csaf のいずれか(既定: table)",
    "cli_scan.main.arg.output": "結果を標準出力ではなくファイルに書く",
    "cli_scan.main.arg.fail-on": (
        "悪用が確認されたもの(kev)、緊急(critical)、重要以上(high)、または 1 件でも(any)あれば終了コード 1、"
        "評価や読み取りが不完全(incomplete)なら終了コード 4。繰り返しまたはコンマ区切りで複数指定可"
    ),
    "cli_scan.main.arg.extract": "部品表を含むフォルダーでも、部品表ではなく中身を調べる",
    "cli_scan.main.arg.processes": "部品表が多いときに読み込みに使うプロセスの数(既定: 環境に応じて決定)",
    "cli_scan.main.arg.now": "スキャンの日時。例: 2026-11-20T00:00:00Z(既定: 現在)",
    "cli_scan.progress": "スキャン中",
    "cli_scan.summary_complete": (
        "完了: 検出 {findings} 件(脆弱性 {vulnerabilities} 件、うち悪用確認済み {kev} 件)。"
        "部品 {components} 件をすべて評価、部品表 {targets} 件"
    ),
    "cli_scan.summary_partial": (
        "一部のみ: 検出 {findings} 件(脆弱性 {vulnerabilities} 件、うち悪用確認済み {kev} 件)。"
        "部品 {components} 件のうち {evaluated} 件を評価、部品表 {targets} 件、読み取れなかったもの {unread} 件"
    ),
    "cli_scan.summary_failed": (
        "失敗: 部品 {components} 件のうち評価できたものは {evaluated} 件です"
        "(部品表 {targets} 件、読み取れなかったもの {unread} 件)"
    ),
    "cli_scan.passed_over": "ほかの {count} 件のファイルは部品表ではないため対象外としました(--verbose で一覧)",
    "cli_scan.passed_over_file": "対象外: {path}",
    "cli_scan.main.arg.workspace": "ワークスペース。指定すると、利用状況とステートメントから検出ごとに状況と判断を付けます(identities.yaml は、省略時は現在のフォルダーから読みます)",
    "cli_scan.main.arg.vex": "適用する VEX 文書(OpenVEX、CycloneDX、CSAF。複数回指定可)",
    "cli_scan.main.arg.role": "判断する立場: deployer、supplier、coordinator、publisher、cisa、bod(既定: 利用状況の役割)",
    "cli_scan.set_aside": "対象外({rule}): {count} 件",
    "cli_scan.conflicts": "ステートメントが食い違う検出: {count} 件(双方は kaname vex explain で確認できます)",
    "cli_scan.review": "見直しが必要なステートメントのある検出: {count} 件",
    "cli_scan.main.arg.methods": "部品の識別方法: purl、cpe、hash、name をコンマ区切りで指定(既定値: purl,cpe,hash)。name は候補を示すだけで、検出結果には含めません",
    "cli_scan.stale": "{sources} 件の情報源のうち {count} 件が鮮度の期限を過ぎています: {names}",
    "cli_scan.candidates": "識別子のない部品が {count} 件あります。候補は JSON と HTML の結果に含まれ、kaname match candidates でも表示できます",
    "cli_scan.no_context": "{path} に kaname.yaml がないため、利用状況とステートメントは適用していません",
}
