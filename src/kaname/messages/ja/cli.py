"""コマンドライン全体の文。コマンドの群ごとの文は別のモジュールに置く。"""

TEXTS = {
    "cli.overview": (
        "kaname {version}: ソフトウェアサプライチェーンの保証\n\n"
        "使い方: kaname コマンド [オプション]\n"
        "        kaname コマンド --help"
    ),
    "cli.overview_end": (
        "共通オプション: --lang en|ja、-q/--quiet、-v/--verbose、--version、-h/--help\n"
        "終了コード: 0 問題なし、1 しきい値に該当、2 使い方の誤り、3 入力の誤り、4 評価が不完全、5 ナレッジベースの不備"
    ),
    "cli.commands_heading": "コマンド:",
    "cli.examples_heading": "例:",
    "cli.common_options": "共通オプション",
    "cli.arg.lang": "メッセージと報告書の言語。en または ja(既定: KANAME_LANG、次にロケール)",
    "cli.arg.quiet": "結果とエラーだけを表示する",
    "cli.arg.verbose": "処理の内容を詳しく表示する",
    "cli.arg.version": "バージョンを表示して終了する",
    "cli.arg.help": "このヘルプを表示して終了する",
    "cli.unknown_command": "「{typed}」というコマンドはありません",
    "cli.unknown_command.hint": "コマンドの一覧は kaname --help で確認できます",
    "cli.did_you_mean": "「kaname {command}」のことでしょうか",
    "cli.written": "書き出しました: {path}",
    "cli.bad_time": "「{given}」は時刻として読めません",
    "cli.bad_time.hint": "ISO 8601 で 2026-11-20 や 2026-11-20T09:00:00+09:00 のように書いてください。時差がなければ UTC とみなします",
    "cli.interrupted": "中断しました。書きかけのファイルは残していません",
    "cli.not_a_condition": "「{given}」という条件はありません",
    "cli.not_a_condition.hint": "次のいずれか(複数可)を指定してください: {known}",
    "cli.unknown_option": "「{typed}」はここでは使えません",
    "cli.unknown_option.hint": "共通オプションは kaname --help で確認できます。ほかはコマンドの後に書いてください",
    "cli.output_failed": "ファイルまたは出力を扱えません: {reason}({name})",
    "cli.output_failed.hint": "空き容量と権限を確認してください",
    "cli.usage.hint": "引数は {command} --help で確認できます",
    "cli.bad_score": "得点は 0 から 100 までです。「{given}」は使えません",
    "cli.bad_score.hint": "--fail-under 80 のように指定してください",
    "cli.bad_choice": "「{given}」は 軸=選択肢 の形ではありません",
    "cli.bad_choice.hint": "軸と選択肢は kaname sbom scope --list で見られます",
    "cli.verify_needs_key": "検証の基準となる鍵もルート証明書も指定されていません",
    "cli.verify_needs_key.hint": "宣言者の公開鍵を --key で、または --roots を指定してください",
    "cli.proof_needs_head": "--proof、--head、--register-key は組で指定してください",
    "cli.register_needs_source": "登録簿の作成には、元のフォルダーと受け入れる鍵が必要です",
    "cli.register_needs_source.hint": "--from と --accept を指定してください。検証するときは --verify を指定してください",
    "cli.needs_terminal": "対話での回答には端末が必要です",
    "cli.needs_terminal.hint": "スクリプトでは kaname assess answer 項目 状況 を使ってください",
    "cli.answer_needs_status": "「{item}」に対する状況がありません",
    "cli.answer_needs_status.hint": "met、partly、not-met、not-applicable、equivalent のいずれかを指定してください",
    "cli.binary_needs_output": "ブックは端末に表示できません",
    "cli.binary_needs_output.hint": "--output FILE.xlsx を指定してください",
    "cli.detached_or_wrapped": "--detached と --wrapped は同時に指定できません",
    "cli.detached_or_wrapped.hint": "既定値は --detached です",
    "cli.two_results": "2 つの結果を同時に標準出力へ出すことはできません",
    "cli.two_results.hint": "--output で出力先のファイルを指定してください",
}
