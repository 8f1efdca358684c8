"""担当者が指定した判断項目の値についての文。"""

TEXTS = {
    "override.bad_time": "「{given}」は日付でも日時でもありません",
    "override.bad_time.hint": "2026-12-31 や 2026-12-31T09:00:00+09:00 のように書いてください",
    "override.over_already": "{given} は既に過ぎており、この値が使われることはありません",
    "override.same": "同じ値が {id} として指定済みです",
    "override.same.hint": "先に取り消すか、別の値または有効期限を指定してください",
    "override.unknown": "「{id}」という指定はありません",
    "override.unknown.hint": "指定済みのもの: {known}(kaname.yaml に書いたものは、そこから削除してください)",
    "override.removed_already": "{id} は {time} に取り消し済みです",
    "override.state.applies": "有効",
    "override.state.expired": "期限切れ",
    "override.state.future": "開始前",
    "override.state.removed": "取り消し済み",
    "override.column.id": "ID",
    "override.column.vulnerability": "脆弱性",
    "override.column.value": "値",
    "override.column.only": "対象",
    "override.column.state": "状態",
    "override.column.until": "有効期限",
    "override.column.author": "指定した人",
    "override.column.reason": "理由",
}
