"""``kaname knowledge`` の各コマンドの文。"""

TEXTS = {
    "cli_knowledge.build.summary": "入手済みのフィードからナレッジベースを構築する",
    "cli_knowledge.build.description": (
        "フォルダーに置いたフィードから、脆弱性のナレッジベース(1 つのファイル)を構築します。"
        "対象は OSV のエクスポート(<エコシステム名>/all.zip、その他の ZIP、.json のフォルダー)、CISA の KEV カタログ"
        "(.json)、EPSS の表(.csv、.csv.gz)で、内容から自動的に判別します。情報源ごとに、読み込み・採用・除外の"
        "件数と除外の理由を報告します。\n\n"
        "新しいファイルが完成してから置き換えるため、中断しても以前のファイルは残ります。フィードと --now が同じなら、"
        "同じバイト列になります。\n\n"
        "終了コード: 0 構築した、4 まったく読めないフィードがあった(--strict 指定時)、5 構築できなかった"
    ),
    "cli_knowledge.build.examples": (
        "  kaname knowledge build --from feeds\n"
        "  kaname knowledge build --from advisories --from kev --from epss --to knowledge.db\n"
        "  kaname knowledge build --from feeds --to knowledge.db --now 2026-11-20T00:00:00Z --format json"
    ),
    "cli_knowledge.build.arg.from": "フィードのあるフォルダー(またはファイル)。複数指定できます",
    "cli_knowledge.build.arg.to": "書き込むファイル(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.build.arg.now": "構築の時刻。ISO 8601 形式(既定: 現在時刻)",
    "cli_knowledge.build.arg.processes": "読み込みに使うプロセスの数(既定: 環境に応じて決定)",
    "cli_knowledge.build.arg.strict": "まったく読めないフィードがあれば終了コード 4 とする",
    "cli_knowledge.build.arg.format": "報告の形式。text または json",
    "cli_knowledge.build.partial": "まったく読めないフィードがありました。報告に名前を示しています",
    "cli_knowledge.status.summary": "ナレッジベースの内容と新しさを表示する",
    "cli_knowledge.status.description": (
        "ナレッジベースの情報源ごとに、いつの時点のデータか、読み込み・採用・除外の件数と除外の理由を表示します。\n\n"
        "終了コード: 0 表示した、5 ナレッジベースがない・壊れている・バージョンが異なる"
    ),
    "cli_knowledge.status.examples": (
        "  kaname knowledge status\n"
        "  kaname knowledge status --knowledge knowledge.db --verify\n"
        "  kaname knowledge status --format json"
    ),
    "cli_knowledge.status.arg.knowledge": "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.status.arg.verify": "全バイトをダイジェストと照合する",
    "cli_knowledge.status.arg.now": "情報源の古さを判定する時刻。ISO 8601 形式(既定: 現在時刻)",
    "cli_knowledge.status.arg.format": "出力の形式。text または json",
    "cli_knowledge.show.summary": "脆弱性の識別子について、わかっていることをすべて表示する",
    "cli_knowledge.show.description": (
        "1 つの脆弱性について、すべての識別子、情報源ごとの影響範囲とスコア、KEV、EPSS を表示します。"
        "別名でも、大文字・小文字を問わず検索できます。取り下げられたレコードはその旨を示します(照合には使いません)。\n\n"
        "終了コード: 0 表示した、3 識別子がナレッジベースにない、5 ナレッジベースがない・壊れている・バージョンが異なる"
    ),
    "cli_knowledge.show.examples": (
        "  kaname knowledge show CVE-2021-44228\n  kaname knowledge show ghsa-jfh8-c2jp-5v3q --format json"
    ),
    "cli_knowledge.show.arg.id": "CVE、GHSA、PYSEC などの識別子",
    "cli_knowledge.show.arg.knowledge": "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.show.arg.format": "出力の形式。text または json",
    "cli_knowledge.show.unknown_id": "ナレッジベースに脆弱性「{id}」はありません",
    "cli_knowledge.show.unknown_id.hint": (
        "綴りを確認してください。収録している情報源とその時点は kaname knowledge status で確認できます"
    ),
    "cli_knowledge.step.reading": "アドバイザリーを読み込み中",
    "cli_knowledge.step.grouping": "識別子を整理中",
    "cli_knowledge.step.writing": "書き込み中",
    "cli_knowledge.built": "ナレッジベースを構築しました: {target}({megabytes} MB)\nsha256: {digest}",
    "cli_knowledge.holds": (
        "脆弱性 {groups} 件、レコード {records} 件(うち取り下げ {withdrawn} 件は照合しない)、"
        "パッケージ {packages} 件、影響範囲 {ranges} 件"
    ),
    "cli_knowledge.without_keys": "比較できない影響範囲が {count} 件あります。保持して報告しますが、照合には使いません",
    "cli_knowledge.column.source": "情報源",
    "cli_knowledge.column.as_of": "時点",
    "cli_knowledge.column.read": "読込",
    "cli_knowledge.column.kept": "採用",
    "cli_knowledge.column.skipped": "除外",
    "cli_knowledge.column.withdrawn": "取り下げ",
    "cli_knowledge.stale_mark": "期限切れ",
    "cli_knowledge.model_mark": "モデル {model}",
    "cli_knowledge.version_mark": "版 {version}",
    "cli_knowledge.status_file": "ナレッジベース: {path}({megabytes} MB、形式バージョン {version})",
    "cli_knowledge.status_digest": "ダイジェスト sha256: {digest}",
    "cli_knowledge.status_verified": "全バイトがダイジェストと一致しました。",
    "cli_knowledge.status_not_verified": "サイズとバージョンは正常です。--verify で全バイトを照合できます。",
    "cli_knowledge.status_built": "構築時刻: {built}",
    "cli_knowledge.status_holds": (
        "脆弱性 {groups} 件、レコード {records} 件、パッケージ {packages} 件、影響範囲 {ranges} 件"
    ),
    "cli_knowledge.status_ecosystems": "エコシステム: {names}",
    "cli_knowledge.status_stale": "更新期限を過ぎた情報源: {names}",
    "cli_knowledge.show.aliases": "別名: {ids}",
    "cli_knowledge.show.related": "関連: {ids}",
    "cli_knowledge.show.records": "レコード: {ids}",
    "cli_knowledge.show.no_records": "この識別子自体のアドバイザリーは収録されていません。わかっていることを以下に示します。",
    "cli_knowledge.show.withdrawn": "取り下げ(照合しない): {ids}",
    "cli_knowledge.show.withdrawn_mark": " 取り下げ",
    "cli_knowledge.show.times": "公開 {published}、最終更新 {modified}",
    "cli_knowledge.show.cwes": "弱点の種類: {ids}",
    "cli_knowledge.show.kev": "KEV: 悪用が確認されている(掲載 {added}、対応期限 {due})",
    "cli_knowledge.show.ransomware": "KEV: ランサムウェア攻撃での使用が確認されている",
    "cli_knowledge.show.not_in_kev": "KEV: 掲載なし",
    "cli_knowledge.show.epss": "EPSS: {score}、パーセンタイル {percentile}%、{date} 時点(モデル {model})",
    "cli_knowledge.show.no_epss": "EPSS: スコアなし",
    "cli_knowledge.show.scores": "スコア(付けたレコードを併記):",
    "cli_knowledge.show.ranges": "影響範囲({count} 件、記載しているレコードごと):",
    "cli_knowledge.show.fixed": "  ({version} で修正)",
    "cli_knowledge.show.references": "参考情報:",
    "cli_knowledge.show.details": "詳細:",
    "cli_knowledge.severity.critical": "緊急",
    "cli_knowledge.severity.high": "重要",
    "cli_knowledge.severity.medium": "警告",
    "cli_knowledge.severity.low": "注意",
    "cli_knowledge.severity.none": "なし",
    "cli_knowledge.severity.unknown": "形式不正",
    "cli_knowledge.affected.summary": "パッケージまたは製品の 1 バージョンに影響する脆弱性を表示する",
    "cli_knowledge.affected.description": "バージョン付きのパッケージ URL または CPE 名について、影響する脆弱性を優先順に、根拠となるレコードと範囲とともに表示します。評価できない場合は理由を示します。\n\n終了コード: 0 表示した(該当なしを含む)、3 パッケージ URL でも CPE 名でもない、5 ナレッジベースがない、壊れている、または形式バージョンが異なる",
    "cli_knowledge.affected.examples": "  kaname knowledge affected pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1\n  kaname knowledge affected 'cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*' --format json",
    "cli_knowledge.affected.arg.identifier": "バージョン付きのパッケージ URL、または CPE 名",
    "cli_knowledge.affected.not_evaluated": "評価できません: {reason}",
    "cli_knowledge.affected.none": "{identifier} に影響する既知の脆弱性はありません",
    "cli_knowledge.search.summary": "日本語または英語の語句で脆弱性を検索する",
    "cli_knowledge.search.description": "識別子、タイトル、パッケージ名、製品名に、指定した語句をすべて含む脆弱性を、関連の高い順に表示します。全角と半角、大文字と小文字は区別しません。タイトルは --lang の言語で表示し、他の言語のタイトルがあればその下に示します。\n\n終了コード: 0 表示した、3 語句がない、5 ナレッジベースがない、壊れている、または形式バージョンが異なる",
    "cli_knowledge.search.examples": "  kaname knowledge search log4j\n  kaname knowledge search 認証回避 --lang ja\n  kaname knowledge search 三菱電機 MELSEC --format json",
    "cli_knowledge.search.arg.text": "語句(すべてを含むものを検索します)",
    "cli_knowledge.search.arg.limit": "表示する脆弱性の最大数(既定値: 50)",
    "cli_knowledge.search.none": "「{text}」を含むものはありません",
    "cli_knowledge.changed.summary": "指定した日時以降に変更されたレコードを一覧にする",
    "cli_knowledge.changed.description": "指定した日時以降に情報源が公開、変更、または取り下げたレコードを、古い順に、対応する脆弱性とともに表示します。\n\n終了コード: 0 表示した、3 日時として正しくない、5 ナレッジベースがない、壊れている、または形式バージョンが異なる",
    "cli_knowledge.changed.examples": "  kaname knowledge changed --since 2026-08-01\n  kaname knowledge changed --since 2026-08-20T12:00:00Z --format json",
    "cli_knowledge.changed.arg.since": "日付または日時(ISO 8601。時差の指定がなければ UTC)",
    "cli_knowledge.changed.new": "新規",
    "cli_knowledge.changed.changed": "変更",
    "cli_knowledge.changed.withdrawn": "取り下げ",
    "cli_knowledge.changed.count": "{since} 以降に変更されたレコード: {count} 件",
    "cli_knowledge.eol.summary": "製品のバージョンのサポート期限を表示する",
    "cli_knowledge.eol.description": "バージョンが属するリリースサイクルと、通常サポートおよびセキュリティ修正の終了日を、endoflife.date のデータで表示します。製品は名前、パッケージ URL、CPE 名のいずれかで指定できます。\n\n終了コード: 0 表示した、3 製品が登録されていない、5 ナレッジベースがない、壊れている、または形式バージョンが異なる",
    "cli_knowledge.eol.examples": "  kaname knowledge eol python 3.8.10\n  kaname knowledge eol pkg:npm/%40angular/core 15.2.0 --format json",
    "cli_knowledge.eol.arg.product": "endoflife.date での名前、パッケージ URL、または CPE 名",
    "cli_knowledge.eol.arg.version": "バージョン",
    "cli_knowledge.eol.arg.now": "判定の基準とする日時、ISO 8601(既定値: 現在)",
    "cli_knowledge.eol.unknown_product": "製品「{product}」は endoflife.date に登録されていないか、ナレッジベースに一覧がありません",
    "cli_knowledge.eol.status.supported": "サポート中",
    "cli_knowledge.eol.status.security-only": "通常サポートは終了(セキュリティ修正は継続)",
    "cli_knowledge.eol.status.ended": "サポート終了",
    "cli_knowledge.eol.status.unknown": "不明",
    "cli_knowledge.eol.no_cycle": "該当するリリースサイクルがありません。登録されているのは {cycles} です",
    "cli_knowledge.eol.released": "リリース日: {day}",
    "cli_knowledge.eol.support_ends": "通常サポート終了日: {day}",
    "cli_knowledge.eol.ends": "セキュリティ修正終了日: {day}",
    "cli_knowledge.eol.extended_ends": "有償の延長サポート終了日: {day}",
    "cli_knowledge.eol.latest": "最新リリース: {latest}",
    "cli_knowledge.eol.as_of": "{as_of} 時点(endoflife.date)",
    "cli_knowledge.affected.arg.knowledge": "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.affected.arg.format": "出力の形式。text または json",
    "cli_knowledge.search.arg.knowledge": "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.search.arg.format": "出力の形式。text または json",
    "cli_knowledge.changed.arg.knowledge": "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.changed.arg.format": "出力の形式。text または json",
    "cli_knowledge.eol.arg.knowledge": "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)",
    "cli_knowledge.eol.arg.format": "出力の形式。text または json",
    "cli_knowledge.show.ssvc": "SSVC {assessor}({source}、{assessed}): 悪用状況 {exploitation}、自動化可能性 {automatable}、技術的影響 {technical_impact}",
    "cli_knowledge.show.listings": "悪用の確認を掲載: {names}",
    "cli_knowledge.show.malicious": "パッケージ自体が悪意あるものです",
    "cli_knowledge.show.statements": "供給者の見解({count} 件):",
    "cli_knowledge.search.no_words": "検索する語句がありません",
    "cli_knowledge.step.downloading": "{source} をダウンロード中(kB)",
    "cli_knowledge.step.packing": "圧縮中(kB)",
    "cli_knowledge.step.checking": "検査中(kB)",
    "cli_knowledge.update.summary": "変更分を取得してナレッジベースを最新にする",
    "cli_knowledge.update.description": (
        "情報源をネットワークから取得し、ナレッジベースを最新にします。SOURCE を省略すると、ナレッジベースにある情報源"
        "(まだなければすべて)が対象です。サーバーには変更の有無を確認してから取得し、途中で切れたダウンロードは続きから"
        "再開します。読み書きするのは変更されたレコードだけです。\n\n"
        "失敗した情報源があっても、ほかの情報源の更新は続けます。失敗した情報源は以前のデータのまま残り、成功するまで "
        "status とすべてのスキャン結果にその旨を示します。中断しても以前のナレッジベースは残ります。\n\n"
        "環境変数: HTTPS_PROXY、HTTP_PROXY、NO_PROXY、KANAME_CA_FILE(認証局証明書、PEM)、KANAME_CACHE、KANAME_NVD_API_KEY、KANAME_MYJVN_API、KANAME_CSAF_PROVIDERS、KANAME_CSAF_KEYS\n\n"
        "終了コード: 0 完了した、3 オプションまたはキャッシュを使えない、4 すべての情報源が失敗した(--strict 指定時は 1 つでも"
        "失敗した)、5 何も書き込まなかった"
    ),
    "cli_knowledge.update.examples": (
        "  kaname knowledge update\n"
        "  kaname knowledge update kev epss osv:npm osv:PyPI\n"
        "  kaname knowledge update nvd jvn jvn:en csaf:suse\n"
        "  kaname knowledge update --mirror https://mirror.example/kaname --strict"
    ),
    "cli_knowledge.update.arg.sources": (
        "osv(すべてのエコシステム)、osv:npm のように 1 つのエコシステム、cve、nvd、jvn、jvn:en、jvn-products、kev、euvd-kev、epss、eol、"
        "csaf:redhat、csaf:suse、csaf:cisa、または KANAME_CSAF_PROVIDERS に設定した csaf:<名前>"
    ),
    "cli_knowledge.update.arg.knowledge": (
        "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.update.arg.cache": "ダウンロード先のフォルダー(既定: KANAME_CACHE、次に ~/.cache/kaname)",
    "cli_knowledge.update.arg.mirror": "公開元の代わりに使うミラーのアドレス。キャッシュのフォルダーと同じ配置にします",
    "cli_knowledge.update.arg.ca-file": "信頼する認証局証明書の PEM ファイル(既定: KANAME_CA_FILE)",
    "cli_knowledge.update.arg.rebuild": "差分で更新せず、構築し直す",
    "cli_knowledge.update.arg.now": "更新の時刻。ISO 8601 形式(既定: 現在時刻)",
    "cli_knowledge.update.arg.strict": "失敗した情報源があれば終了コード 4 とする",
    "cli_knowledge.update.arg.format": "報告の形式。text または json",
    "cli_knowledge.update.built": "ナレッジベースを構築しました: {target}",
    "cli_knowledge.update.updated": "ナレッジベースを最新にしました: {target}",
    "cli_knowledge.update.up_to_date": "変更はありませんでした: {target}",
    "cli_knowledge.update.partial": "一部の情報源またはレコードの更新に失敗しました。それらは以前のデータのまま残り、情報源の失敗は成功するまで status に表示します",
    "cli_knowledge.column.new": "新規",
    "cli_knowledge.column.changed": "変更",
    "cli_knowledge.column.removed": "削除",
    "cli_knowledge.column.received": "受信",
    "cli_knowledge.column.state": "状態",
    "cli_knowledge.failed_mark": "更新失敗",
    "cli_knowledge.status_failed": "前回の更新に失敗したため、以前のデータのままの情報源:",
    "cli_knowledge.export.summary": "ナレッジベースを署名付きの 1 つのファイルに書き出す",
    "cli_knowledge.export.description": (
        "ナレッジベースを、マニフェスト付きの圧縮ファイル 1 つに書き出します。インターネットに接続しないネットワークへ運ぶため"
        "のものです。--sign を付けると、ほかのすべてのダイジェストを含むマニフェストに署名します(DSSE)。\n\n"
        "鍵のパスフレーズは環境変数 KANAME_KEY_PASSPHRASE で指定します。\n\n"
        "終了コード: 0 書き出した、3 鍵を使えない、5 ナレッジベースがない・壊れている、または FILE に書き込めない"
    ),
    "cli_knowledge.export.examples": (
        "  kaname knowledge export --to knowledge.kaname\n"
        "  kaname knowledge export --to knowledge.kaname --sign key.pem --valid-days 14"
    ),
    "cli_knowledge.export.arg.to": "書き出すファイル",
    "cli_knowledge.export.arg.sign": "署名に使う秘密鍵(PEM)",
    "cli_knowledge.export.arg.valid-days": "バンドルを取り込める日数(既定: 30)",
    "cli_knowledge.export.arg.knowledge": (
        "ナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.export.arg.now": "書き出しの時刻。ISO 8601 形式(既定: 現在時刻)",
    "cli_knowledge.export.arg.format": "報告の形式。text または json",
    "cli_knowledge.export.written": (
        "バンドルを書き出しました: {path}({megabytes} MB、展開後 {unpacked} MB。"
        "よく知られた同種ツールのダウンロード量 {peer} MB(OS のデータを除く)の {percent}%)\n"
        "情報源 {sources} 件、レコード {records} 件、構築 {built}、有効期限 {expires}\nダイジェスト sha256: {digest}"
    ),
    "cli_knowledge.export.signed": "署名した鍵: {key}",
    "cli_knowledge.export.unsigned": (
        "バンドルに署名がありません。途中で改変されても検出できないため、--sign の使用を検討してください"
    ),
    "cli_knowledge.import.summary": "1 つのファイルで届いたナレッジベースを取り込む",
    "cli_knowledge.import.description": (
        "kaname knowledge export で作成したバンドルを検査し、現在のナレッジベースと置き換えます。形式、署名(--verify "
        "指定時)、有効期限、現在より古くないか、全バイトの順に検査し、1 つでも問題があれば現在のナレッジベースを残します。\n\n"
        "終了コード: 0 取り込んだ、3 FILE または鍵を読めない・署名が KEY のものではない、5 その他の理由で拒否した"
    ),
    "cli_knowledge.import.examples": (
        "  kaname knowledge import knowledge.kaname --verify key.pub.pem\n"
        "  kaname knowledge import knowledge.kaname --verify key.pub.pem --allow-downgrade"
    ),
    "cli_knowledge.import.arg.bundle": "バンドル",
    "cli_knowledge.import.arg.verify": "署名者の公開鍵または証明書(PEM)",
    "cli_knowledge.import.arg.allow-downgrade": "現在のナレッジベースのほうが新しくても取り込む",
    "cli_knowledge.import.arg.allow-expired": "有効期限が過ぎていても取り込む",
    "cli_knowledge.import.arg.knowledge": (
        "置き換えるナレッジベース(既定: KANAME_KNOWLEDGE、次に ~/.local/share/kaname/knowledge.db)"
    ),
    "cli_knowledge.import.arg.now": "有効期限を判定する時刻。ISO 8601 形式(既定: 現在時刻)",
    "cli_knowledge.import.arg.format": "報告の形式。text または json",
    "cli_knowledge.import.done": (
        "ナレッジベースを取り込みました: {target}\n"
        "情報源 {sources} 件、構築 {built}、書き出し {created}、有効期限 {expires}\nダイジェスト sha256: {digest}"
    ),
    "cli_knowledge.import.not_verified": (
        "バンドルには署名がありますが、鍵の指定がないため検証していません。--verify で指定できます"
    ),
    "cli_knowledge.import.unsigned": "バンドルに署名がないため、途中で改変されていても検出できません",
    "cli_knowledge.import.older": "以前のナレッジベースより古いもの: {names}",
    "cli_knowledge.update.all_failed": "すべての情報源の更新に失敗しました。ナレッジベースは以前のデータのまま残し、その旨を示します",
    "cli_knowledge.source_state.updated": "更新",
    "cli_knowledge.source_state.unchanged": "変更なし",
    "cli_knowledge.source_state.failed": "失敗",
    "cli_knowledge.update.nothing_fetched": "何も取得できなかったため、以前のデータのままです: {target}",
    "cli_knowledge.update.not_fetched": "まとめて公開されていないか、設定されていないため取得していません(データは以前のままです): {names}",
    "cli_knowledge.step.asking": "{source} に問い合わせ中(件)",
    "cli_knowledge.column.not_had": "失敗",
    "cli_knowledge.sources.summary": "情報源ごとの取得元、要求の間隔、更新頻度、利用条件を一覧する",
    "cli_knowledge.sources.description": "ナレッジベースに取り込める情報源ごとに、更新時の取得元、要求の間隔、公開元の更新頻度、古いとみなすまでの期間、データの利用条件を示します。ネットワークには接続しません。\n\n終了コード: 0 表示した、5 設定が正しくない",
    "cli_knowledge.sources.examples": "  kaname knowledge sources\n  kaname knowledge sources --format json",
    "cli_knowledge.sources.arg.format": "一覧の形式。text または json",
    "cli_knowledge.sources.fetched.always": "更新で取得",
    "cli_knowledge.sources.fetched.named": "名前を指定したときに取得",
    "cli_knowledge.sources.fetched.never": "取得せず、フォルダーから読み込む",
    "cli_knowledge.sources.rest": "要求の間隔: {seconds} 秒",
    "cli_knowledge.sources.rest_with_key": "{rest}、{key} があれば {seconds} 秒({state})",
    "cli_knowledge.sources.key.set": "設定済み",
    "cli_knowledge.sources.key.unset": "未設定",
    "cli_knowledge.sources.signatures.kept": "OpenPGP 署名: KANAME_CSAF_KEYS の鍵で検証する",
    "cli_knowledge.sources.signatures.none": "OpenPGP 署名: KANAME_CSAF_KEYS に鍵がないため検証しない",
    "cli_knowledge.sources.rhythm": "更新頻度: {renewed}ごと、{stale}を過ぎると古いとみなす",
    "cli_knowledge.sources.hours": "{count} 時間",
    "cli_knowledge.sources.days": "{count} 日",
    "cli_knowledge.sources.licence": "利用条件: {licence}",
}
