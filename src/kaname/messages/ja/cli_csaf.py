"""``kaname csaf`` の文。"""

TEXTS = {
    "cli_csaf.verdict_valid": "有効な CSAF {version} 文書です。必須の検査に不適合はありません({tests} 項目を検査)",
    "cli_csaf.verdict_open": "CSAF {version} 文書です。必須の検査に不適合はありませんが、判定できなかった点が {count} 件あります({tests} 項目を検査)",
    "cli_csaf.verdict_invalid": "有効な CSAF {version} 文書ではありません。必須の検査に {count} 件の不適合があります({tests} 項目を検査)",
    "cli_csaf.group_mandatory": "必須の検査: {count} 件",
    "cli_csaf.group_recommended": "推奨の検査: {count} 件",
    "cli_csaf.group_informative": "参考の検査: {count} 件",
    "cli_csaf.not_run": "ここでは判定できなかったもの: {count} 件",
    "cli_csaf.not_listed": "ほかに {count} 件の不適合があります(件数のみ)",
    "cli_csaf.more": "… ほか {count} 件",
    "cli_csaf.words_without_spelling": "--words は --spelling と一緒に使います",
    "cli_csaf.counts": "製品: {products}、組み合わせ: {relationships}、脆弱性: {vulnerabilities}",
    "cli_csaf.flag": "影響なしの根拠 {label}(製品 {count} 件)",
    "cli_csaf.remediation": "{category}(製品 {count} 件):",
    "cli_csaf.status.known_affected": "影響あり",
    "cli_csaf.status.first_affected": "最初に影響を受けた版",
    "cli_csaf.status.last_affected": "最後に影響を受けた版",
    "cli_csaf.status.known_not_affected": "影響なし",
    "cli_csaf.status.first_fixed": "最初に修正された版",
    "cli_csaf.status.fixed": "修正済み",
    "cli_csaf.status.recommended": "推奨",
    "cli_csaf.status.under_investigation": "調査中",
    "cli_csaf.status.unknown": "不明",
    "cli_csaf.check.summary": "CSAF 文書を規格の検査項目に沿って検査する",
    "cli_csaf.check.description": (
        "CSAF 2.0 または 2.1 の文書について、構造と、規格第 6 章の必須・推奨・参考の検査項目を確認します。"
        "不適合は、検査項目、場所、理由を示します。\n"
        "指定がないかぎり、ネットワークへの接続も他のプログラムの実行もしません。それらや、ここにない一覧がなければ判定できないものは、"
        "その旨を示し、合格とは扱いません。--links は文書中の URL に応答があるかを確認し、--spelling は Hunspell の辞書で"
        "つづりを確認し、--schemas と --fetch-schemas は CSAF 2.1 の拡張をそのスキーマとメタデータに照らします。\n"
        "終了コード: 必須の検査に不適合がなければ 0、あれば 1。CSAF として読み込めないときは 3。"
    ),
    "cli_csaf.check.examples": (
        "  kaname csaf check advisory.json\n"
        "  kaname csaf check advisory.json --mandatory\n"
        "  kaname csaf check vex.json --test 6.1.27 --format json\n"
        "  kaname csaf check advisory.json --links --spelling --words product-names.txt"
    ),
    "cli_csaf.check.arg.file": "CSAF 文書(JSON。.gz や .zst も可)。- は標準入力",
    "cli_csaf.check.arg.format": "table(既定)または json",
    "cli_csaf.check.arg.mandatory": "必須の検査だけを表示する",
    "cli_csaf.check.arg.test": "この検査だけを行う(6.1.3、まとめて 6.1、構造は schema。複数指定可)",
    "cli_csaf.check.arg.links": "文書中の URL に応答があるかを 1 件ずつ確認する(6.3.6、6.3.7。HEAD、次に GET)",
    "cli_csaf.check.arg.spelling": "このコンピューターの辞書を使い、hunspell でつづりを確認する(6.3.8)",
    "cli_csaf.check.arg.words": "正しい語として扱う語のファイル(1 行に 1 語)",
    "cli_csaf.check.arg.schemas": "拡張のスキーマとメタデータを置いたフォルダー(6.1.60.2、6.1.60.3。複数指定可)",
    "cli_csaf.check.arg.fetch-schemas": "フォルダーにないスキーマとメタデータを https で取得し、キャッシュに残す",
    "cli_csaf.check.arg.cache": "取得したものを置くフォルダー",
    "cli_csaf.check.arg.ca-file": "信頼する認証局の証明書(PEM)。既定はシステムのもの",
    "cli_csaf.check.arg.now": "検査の基準時刻(ISO 8601。既定は現在時刻)",
    "cli_csaf.show.summary": "CSAF 文書の内容を表示する",
    "cli_csaf.show.description": (
        "CSAF 2.0 または 2.1 の文書の要点(識別子、発行者、脆弱性とスコア、製品のステータス、影響なしの根拠、対処方法)を"
        "表示します。\n規格に合わない文書も、読み取れる範囲で表示します。"
    ),
    "cli_csaf.show.examples": "  kaname csaf show advisory.json\n  kaname csaf show vex.json --products",
    "cli_csaf.show.arg.file": "CSAF 文書(JSON。.gz や .zst も可)。- は標準入力",
    "cli_csaf.show.arg.format": "table(既定)または json",
    "cli_csaf.show.arg.products": "すべての製品を purl と CPE とともに一覧表示する",
    "cli_csaf.provider.state_passed": "適合",
    "cli_csaf.provider.state_failed": "不適合",
    "cli_csaf.provider.state_not_checked": "未確認",
    "cli_csaf.provider.role_csaf_publisher": "CSAF 発行者(publisher)",
    "cli_csaf.provider.role_csaf_provider": "CSAF 提供者(provider)",
    "cli_csaf.provider.role_csaf_trusted_provider": "信頼される CSAF 提供者(trusted provider)",
    "cli_csaf.provider.found": "{url}  CSAF {version}、文書 {documents} 件",
    "cli_csaf.provider.claims": "メタデータに記載された役割: {role}",
    "cli_csaf.provider.missing": "不適合の要件 {numbers}",
    "cli_csaf.provider.open": "未確認の要件 {numbers}",
    "cli_csaf.provider.not_looked_at": "ほかに {count} 件の文書は確認していません",
    "cli_csaf.provider_check.summary": "CSAF 提供者のファイル一式を規格の要件に沿って検査する",
    "cli_csaf.provider_check.description": (
        "フォルダーまたはネットワーク上にある CSAF 提供者のファイル一式を、規格 7.1 節の要件 1~20(CSAF 2.1 では 24 と 25 も)に"
        "沿って検査します。対象は、文書、一覧、フィード、ハッシュ、OpenPGP の署名と鍵、見つけ方です。要件ごとに適合・不適合・未確認と"
        "その理由を示し、そこから publisher、provider、trusted provider の役割を満たすかどうかを判定します。フォルダーからは"
        "サーバーのことはわかりません。\n"
        "終了コード: 記載された役割の要件に不適合がなければ 0、あれば 1。メタデータがなければ 3。"
    ),
    "cli_csaf.provider_check.examples": (
        "  kaname csaf provider check public/csaf\n"
        "  kaname csaf provider check psirt.example.com\n"
        "  kaname csaf provider check https://example.com/.well-known/csaf/provider-metadata.json --format json"
    ),
    "cli_csaf.provider_check.arg.target": "provider-metadata.json のあるフォルダー、その URL、または提供者のドメイン",
    "cli_csaf.provider_check.arg.format": "table(既定)または json",
    "cli_csaf.provider_check.arg.role": "終了コードを決める役割。既定はメタデータに記載された役割",
    "cli_csaf.provider_check.arg.ca-file": "信頼する認証局の証明書(PEM)。既定はシステムのもの",
    "cli_csaf.provider_check.arg.now": "検査の基準時刻(ISO 8601。既定は現在時刻)",
}
