"""``kaname sbom`` の文言。"""

TEXTS = {
    "cli_sbom.check.summary": "部品表を品質プロファイルまたは合意した適用範囲に照らして判定する",
    "cli_sbom.check.description": (
        "部品表をプロファイルに照らし、満たしている項目、到達段階、不足している点とその箇所を示します。プロファイルは kaname sbom profiles の一覧から選ぶか、自作の YAML ファイルを指定します。--scope を付けると、合意した適用範囲(kaname sbom scope)に照らして判定します。\n"
        "終了コード: 0 判定した、1 指定したしきい値に該当、3 文書またはプロファイルを使えない"
    ),
    "cli_sbom.check.examples": (
        "  kaname sbom check bom.json --profile cisa-2026\n"
        "  kaname sbom check bom.json --profile framing-3 --format html --output check.html\n"
        "  kaname sbom check bom.json --profile ntia-2021 --fail-on must\n"
        "  kaname sbom check bom.json --profile ./ours.yaml --fail-under 90\n"
        "  kaname sbom check bom.json --scope"
    ),
    "cli_sbom.check.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.check.arg.profile": "プロファイルの名前、または YAML ファイルのパス",
    "cli_sbom.check.arg.scope": "適用範囲に照らして判定する。ファイル、scope.yaml のあるフォルダー、値を省くとここの scope.yaml",
    "cli_sbom.check.arg.signature": "文書に添えられた分離署名(有無だけを見る。鍵の確認はしない)",
    "cli_sbom.check.arg.format": "table、json または html(既定値: table)",
    "cli_sbom.check.arg.output": "標準出力の代わりにファイルへ書き出す",
    "cli_sbom.check.arg.fail-under": "得点がこの値(0〜100)を下回れば終了コード 1",
    "cli_sbom.check.arg.fail-on": "この区分以上の不足があれば終了コード 1。must(必須)、should(推奨)、info(参考)",
    "cli_sbom.profiles.summary": "品質プロファイルの一覧、または求められる事項を表示する",
    "cli_sbom.profiles.description": "プロファイルを出典とともに一覧します。名前を指定すると、条項ごとに規則、区分、根拠を示します。",
    "cli_sbom.profiles.examples": "  kaname sbom profiles\n  kaname sbom profiles framing-3\n  kaname sbom profiles ./ours.yaml --format json",
    "cli_sbom.profiles.arg.NAME": "プロファイルの名前、または YAML ファイルのパス",
    "cli_sbom.profiles.arg.format": "table または json(既定値: table)",
    "cli_sbom.scope.summary": "部品表の適用範囲を決めて scope.yaml に保存する",
    "cli_sbom.scope.description": (
        "誰が、いつ作成し、誰が利用し、どの部品をどの深さまで、どのように、何のために、どの項目・形式で記載するかを決めます(経済産業省の手引の「SBOM対応モデル」の軸)。端末では質問に答え、それ以外では --set や --from で指定します。選択肢ごとに負担と効果を示します。決めた範囲は kaname sbom check --scope の判定に使えます。"
    ),
    "cli_sbom.scope.examples": (
        "  kaname sbom scope --list\n"
        "  kaname sbom scope\n"
        "  kaname sbom scope --set creator=developer --set timing=build --set purpose=vulnerabilities,licenses\n"
        "  kaname sbom scope --from scope.yaml --set items=cisa-2026"
    ),
    "cli_sbom.scope.arg.list": "軸と選択肢を負担・効果とともに表示して終わる",
    "cli_sbom.scope.arg.set": "選択肢を選ぶ。複数選べる軸ではコンマで区切る。繰り返し指定できる",
    "cli_sbom.scope.arg.from": "このファイルの選択を出発点にする",
    "cli_sbom.scope.arg.product": "対象製品",
    "cli_sbom.scope.arg.decided": "決定日(書いたとおりに残す)",
    "cli_sbom.scope.arg.output": "書き出すファイル。- は標準出力(既定値: scope.yaml)",
    "cli_sbom.scope.arg.format": "--list のときの形式。table または json(既定値: table)",
    "cli_sbom.scope.cost": "負担",
    "cli_sbom.scope.effect": "効果",
    "cli_sbom.scope.prompt": "1〜{last} の番号(Enter で未定のまま):",
    "cli_sbom.scope.prompt_several": "1〜{last} の番号。複数はコンマ区切り(Enter で未定のまま):",
    "cli_sbom.scope.written": "{count} 件の決定を {file} に書き出しました",
    "cli_sbom.scope.consequence": "  {axis}: {option}(負担: {cost}/効果: {effect})",
    "cli_sbom.diff.summary": "二つの部品表の違いを表示する",
    "cli_sbom.diff.description": (
        "形式を問わず二つの部品表を比べます。部品は並び順ではなく同一性(バージョンを除いたパッケージ URL、なければグループと名前)で対応付け、追加、削除、バージョン・ライセンス・ハッシュ値・供給者・スコープ・依存関係の変更を示します。\n"
        "終了コード: 0 比較した、1 --fail-on-change で違いがあった、3 使えない文書があった"
    ),
    "cli_sbom.diff.examples": "  kaname sbom diff old.json new.json\n  kaname sbom diff --format json build.cdx.json delivered.spdx.json",
    "cli_sbom.diff.arg.BEFORE": "古い方の部品表",
    "cli_sbom.diff.arg.AFTER": "新しい方の部品表",
    "cli_sbom.diff.arg.format": "table または json(既定値: table)",
    "cli_sbom.diff.arg.fail-on-change": "違いがあれば終了コード 1",
    "cli_sbom.diff.counts": "追加 {added}、削除 {removed}、変更 {changed}、変更なし {unchanged}",
    "cli_sbom.diff.field.version": "バージョン",
    "cli_sbom.diff.field.license": "ライセンス",
    "cli_sbom.diff.field.hash": "ハッシュ値",
    "cli_sbom.diff.field.supplier": "供給者",
    "cli_sbom.diff.field.scope": "スコープ",
    "cli_sbom.diff.field.dependencies_added": "依存先の追加",
    "cli_sbom.diff.field.dependencies_removed": "依存先の削除",
    "cli_sbom.merge.summary": "複数の部品表を一つにまとめる",
    "cli_sbom.merge.description": (
        "形式を問わず複数の部品表を一つの製品の部品表にまとめます。どの部品も出所(kaname:origin)を残します。flat: 同一性・バージョン・purl・ハッシュ値が一致する部品を一つにする。nested: 文書ごとに元の製品の下に置く。\n"
        "終了コード: 0 まとめた、3 使えない文書があった"
    ),
    "cli_sbom.merge.examples": (
        "  kaname sbom merge web.json api.json --name shop --product-version 2.1 --output shop.json\n"
        "  kaname sbom merge parts/*.json --name device --mode nested"
    ),
    "cli_sbom.merge.arg.FILE": "部品表(二つ以上)",
    "cli_sbom.merge.arg.name": "まとめた製品の名前",
    "cli_sbom.merge.arg.product-version": "そのバージョン",
    "cli_sbom.merge.arg.supplier": "その供給者",
    "cli_sbom.merge.arg.mode": "flat または nested(既定値: flat)",
    "cli_sbom.merge.arg.to": "cyclonedx-json、cyclonedx-xml、spdx-json、spdx-tag-value、spdx3-json-ld(既定値: cyclonedx-json)",
    "cli_sbom.merge.arg.output": "書き出すファイル。省くと標準出力",
    "cli_sbom.merge.arg.now": "統合の日時(既定値: 現在)",
    "cli_sbom.merge.counts": "{files} 文書、部品 {inputs} 件を統合: {components} 件(うち {united} 件は複数の文書に記載)",
    "cli_sbom.merge.apart": "名前とバージョンは一致するがハッシュ値が異なるため、{count} 件を別々に残しました",
    "cli_sbom.merge.losses": "{format} で表せない事実が {count} 件あります(--verbose で一覧)",
    "cli_sbom.merge.loss": "  {path}: {reason}",
    "cli_sbom.tree.summary": "依存関係を木として表示する",
    "cli_sbom.tree.description": (
        "製品が依存する部品、含む部品を木として描きます。同じ部品を展開するのは一度だけです。どこからもたどれない部品は最後に示すので、漏れる部品はありません。"
    ),
    "cli_sbom.tree.examples": "  kaname sbom tree bom.json\n  kaname sbom tree bom.json --depth 2\n  kaname sbom tree bom.json --root express@4.17.1",
    "cli_sbom.tree.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.tree.arg.root": "起点の部品。名前、名前@バージョン、purl または参照キー(既定値: 対象製品)",
    "cli_sbom.tree.arg.depth": "展開する段数(既定値: すべて)",
    "cli_sbom.tree.arg.format": "table または json(既定値: table)",
    "cli_sbom.tree.unconnected": "どこからもたどれない部品:",
    "cli_sbom.tree.repeated": "(前出)",
    "cli_sbom.why.summary": "製品から部品に至る経路をすべて表示する",
    "cli_sbom.why.description": "ある部品がどの部品を通じて製品に入ったかを、短い経路から順に示します。一つの経路が同じ部品を二度通ることはありません。",
    "cli_sbom.why.examples": "  kaname sbom why bom.json log4j-core\n  kaname sbom why bom.json pkg:npm/minimist@0.0.8 --format json",
    "cli_sbom.why.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.why.arg.COMPONENT": "名前、グループ/名前(それぞれ @バージョン を付けられる)、purl または参照キー",
    "cli_sbom.why.arg.format": "table または json(既定値: table)",
    "cli_sbom.why.none": "{component}: 記載はありますが、製品からたどれません",
    "cli_sbom.why.ways": "{component}: 経路 {count} 件",
    "cli_sbom.why.more": "…経路は {count} 件を超えます。ここまでを表示しました",
    "cli_sbom.licenses.summary": "ライセンスを一覧し、方針に照らし、矛盾と不明を挙げる",
    "cli_sbom.licenses.description": (
        "ライセンスを SPDX の表記で示します(一つの部品に複数の記載があればすべて適用、確認済みの記載を宣言より優先)。YAML の方針には、許可、要確認、禁止を、必要に応じて用途別に書きます。\n"
        "終了コード: 0 表示した、1 --fail-on に該当、3 文書または方針を使えない"
    ),
    "cli_sbom.licenses.examples": (
        "  kaname sbom licenses bom.json\n"
        "  kaname sbom licenses bom.json --policy licences.yaml --use distribution --fail-on deny\n"
        "  kaname sbom licenses bom.json --format json"
    ),
    "cli_sbom.licenses.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.licenses.arg.policy": "ライセンスの方針(YAML)",
    "cli_sbom.licenses.arg.use": "方針に書いた用途(distribution など)",
    "cli_sbom.licenses.arg.fail-on": "終了コード 1 にする条件。deny(禁止・併存不可)、review(要確認以上)、unknown(不明)",
    "cli_sbom.licenses.arg.format": "table または json(既定値: table)",
    "cli_sbom.licenses.none": "(記載なし)",
    "cli_sbom.licenses.heading": "部品 {components} 件に {count} 種類の記載",
    "cli_sbom.licenses.deny": "方針で禁止({count} 件):",
    "cli_sbom.licenses.review": "要確認({count} 件):",
    "cli_sbom.licenses.unknown": "SPDX ライセンス一覧にないもの({count} 件):",
    "cli_sbom.licenses.conflicts": "矛盾({count} 件):",
    "cli_sbom.licenses.conflict.declared_concluded": "宣言と確認結果が異なる",
    "cli_sbom.licenses.conflict.incompatible": "方針で併存不可",
    "cli_sbom.notices.summary": "納品物に添えるライセンス表示を書き出す",
    "cli_sbom.notices.description": (
        "ライセンスごとに、部品、著作権表示、入手先、部品表に含まれるライセンス本文を書き出します。足りないものは末尾に示します。\n"
        "終了コード: 0 書き出した、4 --fail-on-incomplete でライセンスまたは本文が不足、3 文書を使えない"
    ),
    "cli_sbom.notices.examples": "  kaname sbom notices bom.json > NOTICE\n  kaname sbom notices bom.json --format html --output notices.html",
    "cli_sbom.notices.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.notices.arg.format": "text または html(既定値: text)",
    "cli_sbom.notices.arg.output": "書き出すファイル。省くと標準出力",
    "cli_sbom.notices.arg.fail-on-incomplete": "ライセンスまたは本文が足りなければ終了コード 4",
    "cli_sbom.redact.summary": "相手に応じて部品表の一部を非開示にする(ほかを変えていない証明付き)",
    "cli_sbom.redact.description": (
        "方針に従って部品や項目を取り除くか伏せ、非開示の印を付けます。あわせて、ほかを変えていないこと、後で開示する内容が本物であることを受領者が確かめられる証明を書き出します。CycloneDX(1.3 以降)と SPDX 2 の JSON に対応します。標準出力のコミットメントは別の経路で受領者に渡すか、証明に署名してください。秘密情報のファイルは保管してください。失うと後で開示できず、他人に渡ると非開示の内容を推測されます。\n"
        "終了コード: 0 書き出した、3 文書・方針・秘密情報を使えない"
    ),
    "cli_sbom.redact.examples": (
        "  kaname sbom redact bom.json --policy customer-a.yaml --output bom.customer-a.json\n"
        "  kaname sbom redact bom.json --policy customer-b.yaml --output b.json --secret keys/bom-secret.json"
    ),
    "cli_sbom.redact.arg.FILE": "元の部品表",
    "cli_sbom.redact.arg.policy": "受領者に見せないものの方針(YAML)",
    "cli_sbom.redact.arg.output": "一部非開示にした文書",
    "cli_sbom.redact.arg.proof": "受領者に渡す証明(既定値: 出力ファイル名.proof.json)",
    "cli_sbom.redact.arg.secret": "手元に残す秘密情報。なければ作る(既定値: redaction-secret.json)",
    "cli_sbom.redact.arg.now": "印と証明に書く日時(既定値: 現在)",
    "cli_sbom.redact.written": "{recipient} 向け: {document}(証明 {proof})",
    "cli_sbom.redact.counts": "部品の削除 {removed} 件、伏せた部品 {masked} 件。非開示の値 {withheld} 件、開示した値 {shown} 件",
    "cli_sbom.redact.unmatched": "警告: 方針の規則 {number} に当たる部品がありません",
    "cli_sbom.redact.mentions": "警告: 短い名前か、残る部品の名前でもあるため、非開示の名前が {count} か所に残っています: {places}",
    "cli_sbom.redact.secret_made": "秘密情報を新しく作りました: {path}(保管し、他人に渡さないでください)",
    "cli_sbom.reveal.summary": "非開示にした内容を後から受領者に開示する",
    "cli_sbom.reveal.description": "非開示にした内容の開示データを書き出します。本物かどうかは kaname sbom verify-redaction --reveal で確かめられます。",
    "cli_sbom.reveal.examples": (
        "  kaname sbom reveal bom.json --proof bom.customer-a.json.proof.json --select libsecret --output reveal.json\n"
        "  kaname sbom reveal bom.json --proof p.json --select /components/3/licenses"
    ),
    "cli_sbom.reveal.arg.ORIGINAL": "元の部品表",
    "cli_sbom.reveal.arg.proof": "受領者に渡した証明",
    "cli_sbom.reveal.arg.select": "元の文書での JSON ポインター、または部品の参照キー・purl・名前。繰り返し指定できる",
    "cli_sbom.reveal.arg.secret": "非開示処理の秘密情報(既定値: redaction-secret.json)",
    "cli_sbom.reveal.arg.output": "書き出すファイル。省くと標準出力",
    "cli_sbom.verify_redaction.summary": "一部非開示の文書が元の内容のままであることを確かめる",
    "cli_sbom.verify_redaction.description": (
        "示された内容がすべて元の文書どおりであること、印のほかに移動や追加がないこと、開示データが非開示の内容そのものであることを確かめます。--commitment も、証明への署名の検証もなければ、証明自体が偽造された可能性は残ります。\n"
        "終了コード: 0 確かめた、3 誤りがあった(箇所を示す)"
    ),
    "cli_sbom.verify_redaction.examples": (
        "  kaname sbom verify-redaction bom.customer-a.json\n"
        "  kaname sbom verify-redaction bom.json --proof p.json --commitment 1f0c… --reveal reveal.json"
    ),
    "cli_sbom.verify_redaction.arg.FILE": "一部非開示の文書",
    "cli_sbom.verify_redaction.arg.proof": "その証明(既定値: ファイル名.proof.json)",
    "cli_sbom.verify_redaction.arg.reveal": "確かめる開示データ",
    "cli_sbom.verify_redaction.arg.commitment": "別の経路で受け取ったコミットメント",
    "cli_sbom.verify_redaction.arg.format": "table または json(既定値: table)",
    "cli_sbom.verify_redaction.good": "確認しました: {shown} 件の値は元の文書どおりです({recipient} 向け)",
    "cli_sbom.verify_redaction.units": "内訳: 全部開示 {whole}、一部開示 {partial}、非開示 {withheld}",
    "cli_sbom.verify_redaction.commitment": "コミットメント: {commitment}",
    "cli_sbom.verify_redaction.revealed": "本物の開示です。値 {count} 件:",
    "cli_sbom.verify_redaction.unanchored": "注意: コミットメントの作成者は確かめていません。別途受け取った値と比べるか、証明への署名を検証してください",
    "cli_sbom.show.summary": "部品表(SBOM)の内容と不備を表示する",
    "cli_sbom.show.description": (
        "部品表(CycloneDX の JSON・XML、SPDX の JSON・タグ形式・YAML・JSON-LD。gzip、zstd 圧縮も可)を読み込み、\n"
        "形式、識別子、対象製品、件数、不備、解釈しなかった項目を表示します。文書が複数のときは 1 件を 1 行で示します。\n"
        "終了コード: 0 すべて読めた、3 読めない文書があった"
    ),
    "cli_sbom.show.examples": (
        "  kaname sbom show bom.json\n"
        "  kaname sbom show --format json bom.xml.gz\n"
        "  kaname sbom show deliveries/*.json\n"
        "  curl -s https://example.com/bom.json | kaname --lang ja sbom show -"
    ),
    "cli_sbom.show.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.show.arg.format": "table または json(既定値: table)",
    "cli_sbom.show.label.file": "ファイル",
    "cli_sbom.show.label.format": "形式",
    "cli_sbom.show.label.identifier": "識別子",
    "cli_sbom.show.label.version": "文書の版",
    "cli_sbom.show.label.name": "名前",
    "cli_sbom.show.label.timestamp": "作成日時",
    "cli_sbom.show.label.tools": "作成ツール",
    "cli_sbom.show.label.root": "対象製品",
    "cli_sbom.show.label.sha256": "SHA-256 ハッシュ値",
    "cli_sbom.show.label.signed": "署名",
    "cli_sbom.show.label.components": "部品",
    "cli_sbom.show.label.with_version": "  バージョンあり",
    "cli_sbom.show.label.with_purl": "  パッケージ URL あり",
    "cli_sbom.show.label.with_cpe": "  CPE あり",
    "cli_sbom.show.label.with_license": "  ライセンスあり",
    "cli_sbom.show.label.with_hash": "  ハッシュあり",
    "cli_sbom.show.label.relationships": "関係",
    "cli_sbom.show.label.problems": "不備",
    "cli_sbom.show.label.extras": "解釈しなかった項目",
    "cli_sbom.show.column.format": "形式",
    "cli_sbom.show.column.components": "部品",
    "cli_sbom.show.column.with_purl": "purl あり",
    "cli_sbom.show.column.relationships": "関係",
    "cli_sbom.show.column.problems": "不備",
    "cli_sbom.show.column.extras": "未解釈",
    "cli_sbom.show.column.file": "ファイル名",
    "cli_sbom.show.signed_unverified": "あり(検証はしていません)",
    "cli_sbom.show.problems_heading": "不備:",
    "cli_sbom.show.extras_heading": "解釈しなかった項目(元の文書には残っています):",
    "cli_sbom.show.more": "… ほかに {count} 件(--format json ですべて表示)",
    "cli_sbom.show.refused": "読み込み不可",
    "cli_sbom.create.summary": "フォルダー、アーカイブ、コンテナイメージ、インストール済み環境、実行ファイルから部品表(SBOM)を作成する",
    "cli_sbom.create.description": (
        "TARGET のファイルをすべて調べ、対応しているロックファイル、依存関係ファイル、パッケージを読み取り、部品、ハッシュ値、"
        "ライセンス、用途、依存関係を 1 つの部品表にまとめます。不足している点や、部品の記載があっても解釈できなかったファイルは"
        "標準エラー出力と文書の中に示します。対応するファイルは docs/reference/extractors.ja.md にあります。\n"
        "終了コード: 0 作成した、3 TARGET を読めない、または部品の記載が見つからない、4 不足がある(--fail-on-incomplete の指定時)"
    ),
    "cli_sbom.create.examples": (
        "  kaname sbom create . --output bom.json\n"
        "  kaname sbom create app.jar --format spdx\n"
        "  kaname sbom create dist/app.whl --format cyclonedx --spec-version 1.7\n"
        "  kaname --lang ja sbom create . --format table"
    ),
    "cli_sbom.create.arg.TARGET": "フォルダー、アーカイブ(ZIP、tar、jar、wheel)、コンテナイメージ(docker save、OCI レイアウト)、ロックファイル、または実行ファイル",
    "cli_sbom.create.arg.format": (
        "cyclonedx(既定値)、cyclonedx-xml、spdx、spdx-tag-value、spdx3。table と json は抽出の記録を示します"
    ),
    "cli_sbom.create.arg.spec-version": "形式のバージョン。例: 1.6(既定値: 一般に使われているもの)",
    "cli_sbom.create.arg.output": "標準出力ではなく、このファイルに書き込む",
    "cli_sbom.create.arg.name": "製品の名前(既定値: 対象の中の記載)",
    "cli_sbom.create.arg.component-version": "製品のバージョン(既定値: 対象の中の記載)",
    "cli_sbom.create.arg.author": "部品表を作成する人または組織。省略すると「不明」と明記する",
    "cli_sbom.create.arg.supplier": "製品の供給者。省略すると「不明」と明記する",
    "cli_sbom.create.arg.environments": "フォルダーの中にある Python 仮想環境も調べる",
    "cli_sbom.create.arg.platform": "複数のプラットフォームを含むイメージから選ぶもの。例: linux/arm64(既定値: linux/amd64)",
    "cli_sbom.create.arg.fail-on-incomplete": "不足があれば終了コード 4 を返す",
    "cli_sbom.create.arg.now": "作成日時として記載する時刻(ISO 8601。既定値: 現在)",
    "cli_sbom.create.progress": "ファイルを調べています",
    "cli_sbom.create.losses": "{format} では、{count} 件の情報をそのままの形では表せません",
    "cli_sbom.create.summary_complete": (
        "完了: 部品 {components} 件、関係 {relationships} 件(読み取ったファイル {files} 件)"
    ),
    "cli_sbom.create.summary_partial": (
        "一部不足: 部品 {components} 件、関係 {relationships} 件(読み取ったファイル {files} 件)。不足または解釈できなかった点が {problems} 件あります"
    ),
    "cli_sbom.create.summary_failed": "失敗: {files} 件のファイルから何も読み取れませんでした(問題 {problems} 件)",
    "cli_sbom.create.problem": "  {path}: {message}",
    "cli_sbom.create.more_problems": "  … ほかに {count} 件(--format json ですべて表示)",
    "cli_sbom.create.column.status": "状態",
    "cli_sbom.create.column.kind": "種類",
    "cli_sbom.create.column.components": "部品数",
    "cli_sbom.create.column.file": "ファイル",
    "cli_sbom.create.status.complete": "完了",
    "cli_sbom.create.status.partial": "一部不足",
    "cli_sbom.create.status.failed": "失敗",
    "cli_sbom.create.several_files": "(ファイル {count} 件)",
    "cli_sbom.create.scopes": "部品: {parts}",
    "cli_sbom.create.scope.required": "実行時に必要 {count} 件",
    "cli_sbom.create.scope.optional": "任意 {count} 件",
    "cli_sbom.create.scope.excluded": "開発専用 {count} 件",
    "cli_sbom.create.scope.unknown": "用途不明 {count} 件",
    "cli_sbom.create.missing_heading": "不足または解釈できなかった点:",
    "cli_sbom.create.left_out_heading": "調べていない場所:",
    "cli_sbom.reconcile.summary": "部品表(SBOM)と納品物を突き合わせる",
    "cli_sbom.reconcile.description": (
        "ARTIFACT から部品を抽出し(sbom create と同じ方法)、SBOM の記載と突き合わせます。結果は、記載どおり見つかったもの、記載があるのに"
        "見つからないもの、見つかったのに記載がないもの、バージョンやハッシュ値が違うもの、確認できないものとその理由に分けて示します。\n"
        "終了コード: 0 一致した、1 相違がある、3 どちらかを読めない、4 確認できないものがある(--fail-on-incomplete の指定時)"
    ),
    "cli_sbom.reconcile.examples": (
        "  kaname sbom reconcile bom.json app.jar\n"
        "  kaname --lang ja sbom reconcile --format json bom.spdx.json delivered/"
    ),
    "cli_sbom.reconcile.arg.SBOM": "納品物に添えられた部品表。- は標準入力",
    "cli_sbom.reconcile.arg.ARTIFACT": "納品物: フォルダー、アーカイブ、コンテナイメージ、インストール済み環境、実行ファイル",
    "cli_sbom.reconcile.arg.platform": "複数のプラットフォームを含むイメージから選ぶもの。例: linux/arm64(既定値: linux/amd64)",
    "cli_sbom.reconcile.arg.format": "table または json(既定値: table)",
    "cli_sbom.reconcile.arg.output": "標準出力ではなく、このファイルに書き込む",
    "cli_sbom.reconcile.arg.fail-on-incomplete": "確認できないものがあれば終了コード 4 を返す",
    "cli_sbom.reconcile.progress": "ファイルを調べています",
    "cli_sbom.reconcile.agrees": "部品表と納品物は一致しています: {found} 件が記載どおり見つかりました",
    "cli_sbom.reconcile.differs": (
        "相違があります: 記載があるのに見つからないもの {absent} 件、記載がないもの {unlisted} 件、バージョン違い {version} 件、改変 {altered} 件"
    ),
    "cli_sbom.reconcile.unchecked": "確認できないものが {count} 件あります",
    "cli_sbom.reconcile.column.outcome": "結果",
    "cli_sbom.reconcile.column.component": "部品",
    "cli_sbom.reconcile.column.detail": "詳細",
    "cli_sbom.reconcile.outcome.found": "記載どおり",
    "cli_sbom.reconcile.outcome.absent": "見つからない",
    "cli_sbom.reconcile.outcome.unlisted": "記載なし",
    "cli_sbom.reconcile.outcome.version": "バージョン違い",
    "cli_sbom.reconcile.outcome.altered": "改変あり",
    "cli_sbom.reconcile.outcome.unchecked": "未確認",
    "cli_sbom.convert.summary": "部品表(SBOM)を別の形式に変換し、失われる内容を報告する",
    "cli_sbom.convert.description": (
        "部品表(CycloneDX の JSON・XML、SPDX の JSON・タグ形式・YAML・JSON-LD)を読み込み、別の形式または版で出力します。\n"
        "変換先で表せない内容と、別の形で出力した内容を、元の文書での位置とともに標準エラー出力に示します。\n"
        "--loss-report を指定すると、その全件を JSON で書き出します。形式も版も同じときは、読み込んだ内容をそのまま出力します。\n"
        "終了コード: 0 変換した、3 文書が読めない、または出力できない版"
    ),
    "cli_sbom.convert.examples": (
        "  kaname sbom convert bom.json --to spdx-json -o bom.spdx.json\n"
        "  kaname sbom convert bom.spdx --to cyclonedx-xml --spec-version 1.5 > bom.xml\n"
        "  kaname sbom convert bom.json --to spdx3 -o bom.jsonld --loss-report losses.json"
    ),
    "cli_sbom.convert.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.convert.arg.to": "cyclonedx-json、cyclonedx-xml、spdx-json、spdx-tag-value、spdx3 のいずれか",
    "cli_sbom.convert.arg.spec-version": (
        "出力する版。CycloneDX は 1.4〜1.7、SPDX は 2.3 または 3.0.1(既定値: 元の文書が同じ形式ならその版、"
        "そうでなければ CycloneDX は 1.6)"
    ),
    "cli_sbom.convert.arg.output": "出力先のファイル(既定値: 標準出力)",
    "cli_sbom.convert.arg.loss-report": "失われる内容の一覧を JSON で書き出すファイル",
    "cli_sbom.convert.arg.now": "文書に作成日時がないときに書く日時(ISO 8601。既定値: 現在)",
    "cli_sbom.convert.done": "{source} → {target}",
    "cli_sbom.convert.unchanged": "形式と版が同じため、元の文書をそのまま出力しました",
    "cli_sbom.convert.no_losses": "失われた内容はありません",
    "cli_sbom.convert.problems": "元の文書に不備が {count} 件あります(kaname sbom show で表示)",
    "cli_sbom.convert.losses": "変換先で元のままではない値が {count} 件あります:",
    "cli_sbom.convert.reason": "  {count} 件: {text}",
    "cli_sbom.convert.line": "    {count}  {path}",
    "cli_sbom.convert.more": "           … ほかに {count} 種類の位置があります(--loss-report ですべて出力)",
    "cli_sbom.sign.summary": "部品表(SBOM)に署名する",
    "cli_sbom.sign.description": (
        "秘密鍵(Ed25519 または ECDSA P-256)で部品表に署名します。署名は、文書の内容とその種別を対象とする DSSE の封書です。\n"
        "文書と別に保管する形(分離。既定値)と、文書を中に含む形(包含)を選べます。\n"
        "暗号化された秘密鍵は、環境変数 KANAME_KEY_PASSPHRASE のパスフレーズで開きます。\n"
        "終了コード: 0 署名した、3 部品表ではない、または鍵が使えない"
    ),
    "cli_sbom.sign.examples": (
        "  kaname sbom sign bom.json --key release.key -o bom.json.dsse\n"
        "  kaname sbom sign bom.json --key release.key --wrapped -o bom.signed.json\n"
        "  kaname sbom sign bom.json --key release.key --certificates chain.pem -o bom.json.dsse"
    ),
    "cli_sbom.sign.arg.FILE": "部品表のファイル。- は標準入力",
    "cli_sbom.sign.arg.key": "PEM 形式の秘密鍵(kaname key new で作成)",
    "cli_sbom.sign.arg.detached": "文書を含まない、分離した署名にする(既定値)",
    "cli_sbom.sign.arg.wrapped": "文書を中に含む署名にする",
    "cli_sbom.sign.arg.certificates": "署名に入れる証明書の連鎖(PEM 形式。署名する鍵の証明書が先頭)",
    "cli_sbom.sign.arg.output": "出力先のファイル(既定値: 標準出力)",
    "cli_sbom.sign.done": "{file} に鍵 {keyid} で署名しました",
    "cli_sbom.verify.summary": "部品表(SBOM)の署名を検証する",
    "cli_sbom.verify.description": (
        "部品表が、受け入れた鍵で署名され、改変されていないことを確かめます。対象は DSSE の封書(分離または包含)と、\n"
        "CycloneDX の文書が持つ JSON 署名(JSF)です。受け入れるのは、指定した鍵か、指定したルート証明書につながり、\n"
        "現時点で有効な証明書の鍵です。通信は行わず、失効の確認もしません。\n"
        "終了コード: 0 署名は正しい、3 署名が正しくない、または読めない"
    ),
    "cli_sbom.verify.examples": (
        "  kaname sbom verify bom.json --signature bom.json.dsse --key release.key.pub\n"
        "  kaname sbom verify bom.signed.json --key release.key.pub -o bom.json\n"
        "  kaname sbom verify bom.json --signature bom.json.dsse --roots roots.pem"
    ),
    "cli_sbom.verify.arg.FILE": "部品表、または部品表を含む署名のファイル。- は標準入力",
    "cli_sbom.verify.arg.signature": "部品表から分離した署名のファイル",
    "cli_sbom.verify.arg.key": "受け入れる公開鍵または証明書(PEM 形式)。複数指定でき、いずれか一つの署名があればよい",
    "cli_sbom.verify.arg.roots": "受け入れるルート証明書(PEM 形式)。--key を指定しないときに使う",
    "cli_sbom.verify.arg.output": "検証できた文書を書き出すファイル(- は標準出力)",
    "cli_sbom.verify.arg.now": "証明書の有効期間を判定する日時(ISO 8601。既定値: 現在)",
    "cli_sbom.verify.good": "{file}: 署名は正しく、改変はありません({form})。署名者: {signers}",
    "cli_sbom.verify.form.dsse-detached": "DSSE、分離",
    "cli_sbom.verify.form.dsse-wrapped": "DSSE、包含",
    "cli_sbom.verify.form.jsf": "JSON 署名",
}
