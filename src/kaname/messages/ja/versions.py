"""バージョンの順序と範囲の文。順序を決められない理由と、範囲の誤り。"""

TEXTS = {
    "versions.empty": "バージョンがありません",
    "versions.too_long": "バージョンとしては長すぎます",
    "versions.control_character": "バージョンに制御文字または改行が含まれています",
    "versions.unknown_scheme": "「{scheme}」というバージョン体系はありません",
    "versions.unknown_scheme.hint": "使えるバージョン体系: {known}",
    "versions.branch": "バージョンではなくブランチ名です",
    "versions.no_number": "バージョンに数字がありません",
    "versions.not_semver": "セマンティックバージョニングの形式ではありません",
    "versions.not_pep440": "Python のバージョン(PEP 440)の形式ではありません",
    "versions.not_maven": "Maven のバージョンの形式ではありません",
    "versions.not_nuget": "NuGet のバージョンの形式ではありません",
    "versions.not_gem": "RubyGems のバージョンの形式ではありません",
    "versions.not_composer": "Composer のバージョンの形式ではありません",
    "versions.not_deb": "Debian のバージョンの形式ではありません",
    "versions.not_apk": "Alpine のバージョンの形式ではありません",
    "versions.not_rpm": "RPM のバージョンの形式ではありません",
    "versions.not_alpm": "Arch Linux のバージョンの形式ではありません",
    "versions.not_opam": "opam のバージョンの形式ではありません",
    "versions.not_conan": "Conan のバージョンの形式ではありません",
    "versions.not_numbers": "数字の並びではありません",
}
