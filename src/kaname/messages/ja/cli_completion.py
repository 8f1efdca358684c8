"""``kaname completion`` の文。"""

TEXTS = {
    "cli_completion.main.summary": "bash、zsh、fish の補完スクリプトを出力する",
    "cli_completion.main.description": "シェルで kaname のコマンドとオプションを補完するためのスクリプトを出力します。",
    "cli_completion.main.examples": (
        "  source <(kaname completion bash)\n"
        "  kaname completion zsh > ~/.zfunc/_kaname\n"
        "  kaname completion fish > ~/.config/fish/completions/kaname.fish"
    ),
    "cli_completion.main.arg.shell": "bash、zsh または fish",
}
