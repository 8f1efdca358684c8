"""照合の文。部品が該当した理由と、評価できなかった理由。"""

TEXTS = {
    "matching.match.purl": "{ecosystem} のパッケージ {name} {version} が影響範囲 {range} に入っています",
    "matching.match.purl-upstream": (
        "ビルド元のソースパッケージ {name} {version}({ecosystem})が影響範囲 {range} に入っています"
    ),
    "matching.match.maven-group": (
        "Maven のアーティファクト {name} {version}(グループ名の余分な部分を除いて照合)が影響範囲 {range} に入っています"
    ),
    "matching.match.go-stdlib": "ビルドに使われた Go 標準ライブラリ {version} が影響範囲 {range} に入っています",
    "matching.match.go-case": (
        "Go モジュール {name} {version}(大文字と小文字は部品名による)が影響範囲 {range} に入っています"
    ),
    "matching.match.go-major": (
        "Go モジュール {name} {version}(メジャーバージョンでパスを補完)が影響範囲 {range} に入っています"
    ),
    "matching.reason.no-identifier": "パッケージ URL がないため、脆弱性情報と対応付けられません",
    "matching.reason.no-identifier.hint": "部品表の部品にパッケージ URL(purl)を付けてください",
    "matching.reason.cpe-only": "CPE 名はありますがパッケージ URL がなく、CPE による照合も行っていません(ナレッジベースに CPE のデータがないか、--methods で除外されています)",
    "matching.reason.cpe-only.hint": "部品表の部品にパッケージ URL(purl)を付けてください",
    "matching.reason.not-a-package": "パッケージではありません(OS、ファイル、イメージ、鍵など)",
    "matching.reason.purl-invalid": "パッケージ URL「{purl}」を読み取れません({detail})",
    "matching.reason.purl-invalid.hint": "部品表のパッケージ URL を修正してください(仕様は ECMA-427)",
    "matching.reason.type-not-supported": "種別「{detail}」のパッケージの照合には対応していません",
    "matching.reason.ecosystem-without-data": "ナレッジベースに「{detail}」のデータがありません",
    "matching.reason.ecosystem-without-data.hint": "このエコシステムを含めてナレッジベースを作成してください",
    "matching.reason.release-unknown": (
        "ディストリビューションのリリースが分かりません。脆弱性情報はリリースごとに異なります"
    ),
    "matching.reason.release-unknown.hint": (
        "パッケージ URL(distro=debian-12 など)か OS の部品としてリリースを記載してください"
    ),
    "matching.reason.repository-unknown": "リポジトリ「{detail}」がどの製品のものか分からず、脆弱性情報を選べません",
    "matching.reason.group-doubtful": (
        "Maven 座標「{detail}」は部品表の作成ツールが推測したものと見られ、その名前の脆弱性情報はありません"
    ),
    "matching.reason.group-doubtful.hint": "パッケージ URL に正しい groupId を記載してください",
    "matching.reason.source-package-unknown": (
        "ソースパッケージの記載がありません。脆弱性情報はソースパッケージ名で書かれ、「{name}」という名前はありません"
    ),
    "matching.reason.source-package-unknown.hint": (
        "パッケージ URL(upstream=名前)にソースパッケージを記載してください"
    ),
    "matching.reason.version-missing": "バージョンがありません",
    "matching.reason.version-undetermined": ("バージョン「{version}」はこのエコシステムの順序で比較できません"),
    "matching.reason.range-undetermined": ("{detail} の影響範囲を比較できず、ほかに該当する範囲もありませんでした"),
    "matching.reason.module-stream-unknown": (
        "モジュールストリームの記載がなく、{detail} の修正は別のストリームのものかもしれません"
    ),
    "matching.ranges_not_compared": (
        "評価した部品について、比較できない影響範囲が {count} 件ありました"
        "(順序を決められないバージョン、または別のモジュールストリームの修正)"
    ),
    "matching.match.cpe": "製品 {name} {version} は、CPE 名 {cpe} の影響範囲 {range} に含まれます",
    "matching.match.confirmed": "担当者が {name} と確認した製品で、バージョン {version} は影響範囲 {range} に含まれます",
    "matching.match.cpe-platform-unknown": "製品 {name} {version} は影響範囲 {range} に含まれますが、影響は特定のプラットフォームに限られ、SBOM にはその記載がありません",
    "matching.match.cpe-unspecific": "製品 {name} {version} は影響範囲 {range} に含まれる可能性があります({cpe} が指定する項目を、SBOM の CPE 名は指定していません)",
    "matching.match.hash": "このハッシュ値のファイルは、情報源で影響ありとされています: {range}",
    "matching.reason.cpe-invalid": "CPE 名「{detail}」を読み取れないか、製品が示されていません",
    "matching.reason.cpe-invalid.hint": "SBOM の CPE 名を修正するか、パッケージ URL(purl)を追加してください",
    "matching.reason.cpe-not-known": "製品 {detail} を知っている情報源がなく、該当なしとは言えません",
    "matching.reason.cpe-not-known.hint": "CPE 名のベンダーと製品を確認するか、パッケージ URL(purl)を追加してください",
    "matching.reason.method-not-selected": "{detail} で識別されていますが、--methods で選択されていません",
    "matching.policy.ecosystem-first": "エコシステムの情報源、CVE レコード、CPE の情報源の順に優先します",
    "matching.policy.any-affected": "同順位の情報源の間では、1 つでも影響ありとしていれば影響ありとします",
    "matching.overruled": "{said} は {component} を {vulnerability} の影響ありとしていますが、優先する {decided} ではこのバージョンは対象外のため、検出結果に含めていません",
    "matching.not_a_method": "「{given}」という照合方法はありません。指定できるのは {known} です",
    "matching.conflict": "{records} では対象外とされています({policy})。",
    "matching.not_an_identifier": "「{given}」はパッケージ URL でも CPE 名でもありません",
    "matching.not_an_identifier.hint": "pkg:npm/name@1.2.3 や cpe:2.3:a:vendor:product:1.2.3:*:*:*:*:*:*:* の形で指定してください",
    "matching.name_missing": "判断の対象となる部品の名前を指定してください",
}
