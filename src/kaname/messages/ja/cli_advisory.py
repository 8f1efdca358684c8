"""``kaname advisory`` の文。"""

TEXTS = {
    "cli_advisory.begun": "アドバイザリ {id} を作成しました(製品 {products} 件)。ファイルを仕上げて kaname advisory check を実行してください",
    "cli_advisory.written": "書き出しました: {path}",
    "cli_advisory.added": "新規      {path}",
    "cli_advisory.updated": "更新      {path}",
    "cli_advisory.unchanged": "変更なし  {path}",
    "cli_advisory.held": "公開保留  {id}: {reason}",
    "cli_advisory.held_draft": "草案です(status: final または interim で公開されます)",
    "cli_advisory.held_tlp": "TLP:{detail} は公開フォルダーに置けません(--protected)",
    "cli_advisory.held_embargo": "公表保留中です(案件と期限: {detail})",
    "cli_advisory.advice": "推奨検査 {test}、{filename} {path}: {message}",
    "cli_advisory.summary": "文書 {documents} 件、その他の変更ファイル {files} 件、公開保留 {held} 件",
    "cli_advisory.unsigned": "ハッシュ値のみで、署名は付けていません(--openpgp-key、--key)",
    "cli_advisory.new.summary": "ワークスペースの内容からアドバイザリを作り始める",
    "cli_advisory.new.description": (
        "advisories/ID.yaml を書き出します。日本語と英語の文、kaname.yaml の製品とリリース、初版の改訂履歴が入ります。\n"
        "内容を手で仕上げ、ソースコードと同じようにレビューしてください。--affected も --fixed も指定しないと、すべてのリリースを\n"
        "調査中とします。--from-statements を付けると、kaname vex add で記録した判断を各リリースの状況とし、判断どうし、または指定との\n"
        "食い違いがあれば受け付けません。--case を指定すると、氏名の公表を望む発見者への謝辞が入り、案件の公表保留が適用されます。\n"
        "既存のファイルは上書きしません。"
    ),
    "cli_advisory.new.examples": (
        "  kaname advisory new EX-SA-2026-001 --vulnerability CVE-2026-0001 --affected 2.0.0 --fixed 2.0.1 \\\n"
        "    --cvss CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H --cwe CWE-787\n"
        "  kaname advisory new EX-VEX-2026-007 --vulnerability CVE-2021-44228 --category vex --from-statements"
    ),
    "cli_advisory.new.arg.id": "アドバイザリの ID(ファイル名、文書の追跡 ID になります)",
    "cli_advisory.new.arg.vulnerability": "CVE などの脆弱性 ID(複数回指定可)",
    "cli_advisory.new.arg.affected": "影響を受けるバージョン(複数回指定可)",
    "cli_advisory.new.arg.fixed": "修正済みのバージョン(複数回指定可)",
    "cli_advisory.new.arg.from-statements": (
        "各リリースの状況を、理由・影響・対処とともに自組織のステートメント(vex/)から採る(ステートメントのないリリースは調査中とする)"
    ),
    "cli_advisory.status": "{group}: {products}",
    "cli_advisory.new.arg.cvss": "CVSS のベクトル(CVSS のバージョンごとに複数回指定可)",
    "cli_advisory.new.arg.cwe": "CWE の脆弱性タイプ(例: CWE-79、複数回指定可)",
    "cli_advisory.new.arg.category": "security-advisory(既定)または vex",
    "cli_advisory.new.arg.tlp": "共有できる範囲(TLP 2.0、既定: CLEAR)",
    "cli_advisory.new.arg.case": "対応する取扱い案件の ID",
    "cli_advisory.new.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_advisory.new.arg.now": "初版の日時(ISO 8601、既定: 現在)",
    "cli_advisory.check.summary": "アドバイザリから作られる CSAF 文書を検査する",
    "cli_advisory.check.description": (
        "公開せずに各言語の文書を作り、標準の検査をそれぞれに実行します。CSAF のバージョンで表せない内容は一覧にします。\n"
        "終了コード: 0 必須検査にすべて合格、1 不合格あり、3 アドバイザリを書き出せない(不備をすべて示します)。"
    ),
    "cli_advisory.check.examples": (
        "  kaname advisory check\n  kaname advisory check EX-SA-2026-001 --csaf-version 2.1 --output preview"
    ),
    "cli_advisory.check.arg.id": "アドバイザリの ID(既定: すべて)",
    "cli_advisory.check.arg.csaf-version": "CSAF のバージョン(既定: kaname.yaml の指定)",
    "cli_advisory.check.arg.format": "table(既定)または json",
    "cli_advisory.check.arg.mandatory": "必須検査だけを示す",
    "cli_advisory.check.arg.output": "確認用に文書を書き出すフォルダー",
    "cli_advisory.check.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_advisory.check.arg.now": "検査の日時(ISO 8601、既定: 現在)",
    "cli_advisory.publish.summary": "アドバイザリを CSAF プロバイダーの静的ファイルとして公開する",
    "cli_advisory.publish.description": (
        "文書、ハッシュ値、署名、index.txt、changes.csv、ROLIE フィード、provider-metadata.json、人向けのページを、どの Web サーバー\n"
        "でも配信できるフォルダーに書き出します。先にすべてを検査し、必須検査に不合格の文書があれば何も書き出しません。公開\n"
        "フォルダーに置くのは TLP:CLEAR だけです。それ以外は --protected に置くか、公開を保留して示します(草案と公表保留中の\n"
        "ものも同じです)。公開したバージョンは変更せず、変更には新しい改訂が必要です。変更がなければ何も書き込みません。\n"
        "終了コード: 0、--fail-on-held 指定時に保留があれば 1、拒否した場合は 3(何も書き込みません)。"
    ),
    "cli_advisory.publish.examples": (
        "  kaname advisory publish --to site/.well-known/csaf --openpgp-key psirt@example.com\n"
        "  kaname advisory publish --to site/.well-known/csaf --protected members/csaf --key psirt.key"
    ),
    "cli_advisory.publish.arg.id": "アドバイザリの ID(既定: すべて)",
    "cli_advisory.publish.arg.to": "kaname.yaml の provider.url で配信するフォルダー",
    "cli_advisory.publish.arg.protected": "provider.protected_url で、アクセス制限付きで配信するフォルダー",
    "cli_advisory.publish.arg.openpgp-key": "署名に使う OpenPGP 鍵(GnuPG での指定)",
    "cli_advisory.publish.arg.key": "DSSE 署名に使う秘密鍵のファイル(kaname key new)",
    "cli_advisory.publish.arg.format": "table(既定)または json",
    "cli_advisory.publish.arg.fail-on-held": "公開を保留したものがあれば終了コード 1 で終わる",
    "cli_advisory.publish.arg.workspace": "ワークスペースのフォルダー(既定: 現在のフォルダー)",
    "cli_advisory.publish.arg.now": "公開の日時(ISO 8601、既定: 現在)",
    "cli_advisory.ended": "{path} に終了を記録しました。公開すると利用者に伝わります",
    "cli_advisory.withdraw.summary": "アドバイザリを取り下げる",
    "cli_advisory.withdraw.description": (
        "advisories/ID.yaml に、取り下げたこととその理由、新しい改訂を書き込みます。次に公開する文書(CSAF 2.1)は取り下げだけを伝え、\n"
        "製品については何も述べません。これまでの公開は履歴に残ります。"
    ),
    "cli_advisory.withdraw.examples": "  kaname advisory withdraw EX-SA-2026-001 --reason ja=誤検知でした。 --reason 'en=It was a false alarm.'",
    "cli_advisory.withdraw.arg.id": "アドバイザリ",
    "cli_advisory.withdraw.arg.reason": "理由(ja=…、en=…)。アドバイザリの言語ごとに指定する",
    "cli_advisory.withdraw.arg.workspace": "ワークスペースのフォルダー(既定は現在のフォルダー)",
    "cli_advisory.withdraw.arg.now": "改訂の時刻(ISO 8601。既定は現在時刻)",
    "cli_advisory.supersede.summary": "アドバイザリを別のアドバイザリで置き換える",
    "cli_advisory.supersede.description": (
        "advisories/ID.yaml に、別のアドバイザリで置き換えたこととその理由、新しい改訂を書き込みます。次に公開する文書(CSAF 2.1)は\n"
        "置き換えたことを伝え、後継の文書を示します。"
    ),
    "cli_advisory.supersede.examples": (
        "  kaname advisory supersede EX-SA-2026-001 --by EX-SA-2026-009 --reason ja=統合しました。 --reason 'en=Merged.'"
    ),
    "cli_advisory.supersede.arg.id": "置き換えられるアドバイザリ",
    "cli_advisory.supersede.arg.by": "後継のアドバイザリの ID",
    "cli_advisory.supersede.arg.url": "後継の URL(このワークスペースのものでない場合)",
    "cli_advisory.supersede.arg.reason": "理由(ja=…、en=…)。アドバイザリの言語ごとに指定する",
    "cli_advisory.supersede.arg.workspace": "ワークスペースのフォルダー(既定は現在のフォルダー)",
    "cli_advisory.supersede.arg.now": "改訂の時刻(ISO 8601。既定は現在時刻)",
    "cli_advisory.texts": "「{given}」が「言語=文」の形(ja=…、en=…)でないか、同じ言語が重なっています",
    "cli_advisory.texts.hint": "言語ごとに 1 回ずつ指定してください: --reason ja=… --reason en=…",
}
