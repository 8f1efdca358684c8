"""CSAF プロバイダーとしての公開の文。"""

TEXTS = {
    "publish.url": "「{given}」は、アドバイザリを公開できる https の URL ではありません",
    "publish.url.hint": "例: https://example.com/.well-known/csaf/",
    "publish.no_protected_url": "アクセス制限付きの公開先が kaname.yaml に書かれていません",
    "publish.no_protected_url.hint": "kaname.yaml に provider.protected_url: を書いてください",
    "publish.same_folder": "アクセス制限用のフォルダー {path} が公開フォルダーの中にあります",
    "publish.same_folder.hint": "公開用の Web サーバーから見えないフォルダーを指定してください",
    "publish.not_a_folder": "フォルダーではなくファイルです",
    "publish.moved": "この文書は {earlier} として公開済みです",
    "publish.moved.hint": (
        "公開したものは取り消せません。制限する場合は、ファイルを手で取り除き、入手済みの相手に知らせてください"
    ),
    "publish.needs_revision": "バージョン {version} として公開した文書と内容が異なります",
    "publish.needs_revision.hint": "revisions: に、より大きい番号と変更日時の項目を追加してください",
    "publish.history_changed": "改訂履歴が、バージョン {version} として公開した履歴の続きになっていません",
    "publish.history_changed.hint": "revisions: の以前の項目を番号と日時のとおりに戻し、新しい項目はその後に追加してください",
    "publish.other_version": "公開先に CSAF {found} の文書があります(書き出すのは {wanted})",
    "publish.other_version.hint": "1 つの公開先には 1 つのバージョンだけを置きます。別のフォルダーに公開してください",
    "publish.not_valid": "文書が必須の検査に {count} 件不合格です",
    "publish.not_valid.hint": "詳しくは kaname advisory check で確認できます",
    "publish.tree": "公開先のファイル {count} 件が使えません",
    "publish.damaged": "{algorithm} のファイルが文書と一致しないか、ありません",
    "publish.damaged.hint": "文書を控えから復元してください。何も書き込んでいません",
    "publish.copy_differs": "バージョン {version} として、別の内容が公開されています",
    "publish.metadata": "公開したファイルではありません",
    "publish.metadata.hint": "このファイルを取り除いてください。新しく書き出します",
    "publish.no_gpg": "プログラム {program} がありません",
    "publish.no_gpg.hint": "GnuPG をインストールするか、--key だけで署名してください",
    "publish.openpgp_key": "GnuPG で「{name}」による署名ができません: {detail}",
    "publish.openpgp_signature": "OpenPGP の署名が正しくありません: {detail}",
}
