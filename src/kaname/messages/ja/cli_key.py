"""``kaname key`` の文言。"""

TEXTS = {
    "cli_key.new.summary": "署名用の鍵を作成する",
    "cli_key.new.description": (
        "所有者だけが読める秘密鍵を FILE に、公開鍵を FILE.pub に作成します。既存のファイルは上書きしません。\n"
        "環境変数 KANAME_KEY_PASSPHRASE を設定しておくと、秘密鍵をそのパスフレーズで暗号化します。\n"
        "鍵の ID を表示します。相手の鍵を受け入れる前に、別の経路で ID を照合してください。\n"
        "終了コード: 0 作成した、3 同名のファイルがある、または書き込めない"
    ),
    "cli_key.new.examples": (
        "  kaname key new release.key\n  KANAME_KEY_PASSPHRASE=… kaname key new --kind ecdsa-p256 release.key"
    ),
    "cli_key.new.arg.FILE": "秘密鍵のファイル。公開鍵は FILE.pub に書き出す",
    "cli_key.new.arg.kind": "ed25519 または ecdsa-p256(既定値: ed25519)",
    "cli_key.new.done": "秘密鍵: {private}(誰にも渡さないでください)\n公開鍵: {public}(相手に渡す鍵です)",
    "cli_key.new.protected": "秘密鍵は {variable} のパスフレーズで暗号化しました",
    "cli_key.new.unprotected": "秘密鍵は暗号化していません。暗号化するには、作成前に {variable} を設定してください",
    "cli_key.public.summary": "公開鍵を書き出す",
    "cli_key.public.description": (
        "秘密鍵、公開鍵または証明書のファイルから、公開鍵を PEM 形式で書き出します。\n"
        "暗号化された秘密鍵は KANAME_KEY_PASSPHRASE のパスフレーズで開きます。\n"
        "終了コード: 0 書き出した、3 使える鍵ではない"
    ),
    "cli_key.public.examples": "  kaname key public release.key > release.pub",
    "cli_key.public.arg.FILE": "PEM 形式の鍵または証明書",
    "cli_key.public.arg.output": "出力先のファイル(既定値: 標準出力)",
    "cli_key.show.summary": "鍵の ID と種類を表示する",
    "cli_key.show.description": (
        "鍵の ID(公開鍵の SHA-256)、種類、ファイルの中身(秘密鍵か公開鍵か)を表示します。\n"
        "終了コード: 0 表示した、3 使える鍵ではない"
    ),
    "cli_key.show.examples": "  kaname key show release.pub\n  kaname key show --format json release.key",
    "cli_key.show.arg.FILE": "PEM 形式の鍵または証明書",
    "cli_key.show.arg.format": "table または json(既定値: table)",
    "cli_key.show.sheet": "ID    {id}\n種類  {kind}\n中身  {part}",
    "cli_key.show.part.private": "秘密鍵(誰にも渡さないでください)",
    "cli_key.show.part.public": "公開鍵",
    "cli_key.show.part.certificate": "証明書",
    "cli_key.show.protected": "{part}、暗号化済み",
}
