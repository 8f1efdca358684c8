"""Texts of ``kaname completion``."""

TEXTS = {
    "cli_completion.main.summary": "write a completion script for bash, zsh or fish",
    "cli_completion.main.description": "Write a script that completes kaname's commands and options in your shell.",
    "cli_completion.main.examples": (
        "  source <(kaname completion bash)\n"
        "  kaname completion zsh > ~/.zfunc/_kaname\n"
        "  kaname completion fish > ~/.config/fish/completions/kaname.fish"
    ),
    "cli_completion.main.arg.shell": "bash, zsh or fish",
}
