"""argparse 自身が出す文の日本語。"""

_KNOWN = {
    "usage: ": "使い方: ",
    "positional arguments": "引数",
    "options": "オプション",
    "the following arguments are required: %s": "次の引数が必要です: %s",
    "unrecognized arguments: %s": "解釈できない引数があります: %s",
    "expected one argument": "値を 1 つ指定してください",
    "expected at most one argument": "値は 1 つまでです",
    "expected at least one argument": "値を 1 つ以上指定してください",
    "expected %s argument": "値を %s 個指定してください",
    "expected %s arguments": "値を %s 個指定してください",
    "not allowed with argument %s": "%s と同時には指定できません",
    "one of the arguments %s is required": "%s のいずれかを指定してください",
    "ignored explicit argument %r": "値 %r は指定できません",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r は選べません(選択肢: %(choices)s)",
    "invalid %(type)s value: %(value)r": "値が正しくありません: %(value)r",
    "argument %(argument_name)s: %(message)s": "引数 %(argument_name)s: %(message)s",
}

TEXTS = {f"cli_argparse.{sentence}": text for sentence, text in _KNOWN.items()}
