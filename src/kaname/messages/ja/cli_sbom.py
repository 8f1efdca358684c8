"""``kaname sbom`` の文言。"""

TEXTS = {
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
    "cli_sbom.create.arg.environments": "フォルダーの中にある Python 仮想環境も調べる",
    "cli_sbom.create.arg.platform": "複数のプラットフォームを含むイメージから選ぶもの。例: linux/arm64(既定値: linux/amd64)",
    "cli_sbom.create.arg.fail-on-incomplete": "不足があれば終了コード 4 を返す",
    "cli_sbom.create.arg.now": "作成日時として記載する時刻(ISO 8601。既定値: 現在)",
    "cli_sbom.create.progress": "ファイルを調べています",
    "cli_sbom.create.written": "書き込みました: {path}",
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
    "cli_sbom.reconcile.arg.format": "table または json(既定値: table)",
    "cli_sbom.reconcile.arg.output": "標準出力ではなく、このファイルに書き込む",
    "cli_sbom.reconcile.arg.fail-on-incomplete": "確認できないものがあれば終了コード 4 を返す",
    "cli_sbom.reconcile.progress": "ファイルを調べています",
    "cli_sbom.reconcile.written": "書き込みました: {path}",
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
