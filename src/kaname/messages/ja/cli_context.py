"""``kaname context`` の文。"""

TEXTS = {
    "cli_context.kept": "既に書かれているため、そのまま残したもの: {keys}",
    "cli_context.next": "未記入の項目は kaname context check で確認できます",
    "cli_context.checked": "誤り {defects} 件、未記入 {gaps} 件",
    "cli_context.ask.intro": "わかるものだけ答えてください。Enter だけなら空欄のまま次へ進みます。Ctrl-C で中止すると、何も書き込みません。",
    "cli_context.ask.organisation": "ステートメントを発行する組織の名称",
    "cli_context.ask.product": "製品の名称",
    "cli_context.ask.purl": "製品の purl(バージョンなし。例: pkg:generic/gateway)",
    "cli_context.ask.role": "どの立場で判断しますか",
    "cli_context.ask.exposure": "システムはどこまで外部に露出していますか",
    "cli_context.ask.mission_impact": "攻撃を受けたとき、業務はどうなりますか",
    "cli_context.ask.safety_impact": "攻撃を受けたとき、人や環境の安全はどうなりますか",
    "cli_context.ask.again": "{choices} のいずれかを語か番号で入力するか、空のままにしてください",
    "cli_context.choice.developer": "ソフトウェアを開発している",
    "cli_context.choice.supplier": "ソフトウェアを他者に供給している",
    "cli_context.choice.operator": "システムを運用している",
    "cli_context.choice.customer": "調達している、または運用を委託している",
    "cli_context.choice.small": "端末内のサービスやプログラム、または厳しく管理されたネットワーク",
    "cli_context.choice.controlled": "接続が一部制限されたネットワークサービス",
    "cli_context.choice.open": "インターネット、または接続を制限できないネットワーク",
    "cli_context.choice.degraded": "重要業務への支障はほとんどない",
    "cli_context.choice.mef-support-crippled": "重要業務を支える業務が止まる",
    "cli_context.choice.mef-failure": "重要業務の 1 つが許容時間を超えて止まる",
    "cli_context.choice.mission-failure": "重要業務の複数またはすべてが止まり、復旧が危ぶまれる",
    "cli_context.choice.negligible": "軽傷まで。目立った被害はない",
    "cli_context.choice.marginal": "負傷や目に見える被害があるが、通常の安全対策で対処できる",
    "cli_context.choice.critical": "重傷者が出る、または安全対策が限界を超える",
    "cli_context.choice.catastrophic": "死者が出る、または安全に運転できなくなる",
    "cli_context.init.summary": "製品、役割、システム、適用される制度を kaname.yaml に書く",
    "cli_context.init.description": (
        "kaname.yaml を作成するか、まだ書かれていないことを追加します。書かれていることは変えません。オプションを付けないときは\n"
        "端末で質問します。すべて省略できます。書かれていないことは不明として扱い、必要なところで示します。"
    ),
    "cli_context.init.examples": (
        "  kaname context init\n"
        "  kaname context init --organisation 例示社 --product ゲートウェイ --purl pkg:generic/gateway \\\n"
        "    --role supplier --exposure open --mission-impact mef-failure --safety-impact negligible --regime cra-vulnerability\n"
        "  kaname context init --from context.yaml"
    ),
    "cli_context.init.arg.from": "kaname.yaml と同じ形の YAML ファイル",
    "cli_context.init.arg.name": "ワークスペースの名称",
    "cli_context.init.arg.organisation": "ステートメントを発行する組織",
    "cli_context.init.arg.website": "組織の URL",
    "cli_context.init.arg.product": "製品の名称",
    "cli_context.init.arg.purl": "製品の purl(複数回指定可)",
    "cli_context.init.arg.release": "リリース(複数回指定可)",
    "cli_context.init.arg.role": "developer(開発者)、supplier(供給者)、operator(運用者)、customer(顧客)。複数回指定可",
    "cli_context.init.arg.sector": "重要インフラの分野(例: electric-power)",
    "cli_context.init.arg.regime": "適用される制度(例: cra-vulnerability、複数回指定可)",
    "cli_context.init.arg.system": "以下で記述するシステムの ID(既定: main)",
    "cli_context.init.arg.exposure": "露出度: small(小さい)、controlled(管理されている)、open(開かれている)",
    "cli_context.init.arg.mission-impact": "業務への影響: degraded、mef-support-crippled、mef-failure、mission-failure",
    "cli_context.init.arg.safety-impact": "安全への影響: negligible、marginal、critical、catastrophic",
    "cli_context.init.arg.value-density": "価値の集中度: diffuse(分散)、concentrated(集中)",
    "cli_context.init.arg.data": "最も機微なデータ: public、internal、confidential、personal",
    "cli_context.init.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_context.show.summary": "ワークスペースの利用状況を表示する",
    "cli_context.show.description": "kaname.yaml に書かれた製品、役割、システム、制度、信頼する発行者を表示します。",
    "cli_context.show.examples": "  kaname context show\n  kaname context show --format json",
    "cli_context.show.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_context.show.arg.format": "table(既定)または json",
    "cli_context.check.summary": "利用状況の誤りと未記入の項目を示す",
    "cli_context.check.description": (
        "kaname.yaml を検査します。存在しない分野、制度、システム、値は誤り(終了コード 3)です。未記入の項目も一覧にします。"
    ),
    "cli_context.check.examples": "  kaname context check",
    "cli_context.check.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
}
