"""Language tags (BCP 47): do their subtags exist, are they private?

Holds the ISO 639-1 languages, the ISO 3166-1 regions, the ISO 15924 scripts in use and the region groups of UN M.49 that
the IANA registry takes. Three-letter languages are some 8,000: only those that documents use are known here; of the others
nothing is claimed.
"""

import re
from typing import Final, Literal

from kaname.formats.csaf.vocabulary import names

_TWO_LETTER: Final = names(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it "
    "iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt "
    "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk "
    "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
    "yo za zh zu in iw ji jw mo"
)
_THREE_LETTER: Final = names(
    "arb arz ast bar bej ber bho ceb chr cmn csb dsb fil frr fry fur gsw hak haw hsb jbo kab kok lad lij mai mni "
    "mnc nap nds non pap pdc rom sat scn sco sgn shi sma smj smn sms srn syr szl tet tlh tpi tzm und mul zxx mis "
    "vec vls war wuu yue zgh zza gez grc ang enm fro frm goh gmh sux akk egy ain okm ryu ckb kmr sdh prs pes swh "
    "zsm"
)
_REGIONS: Final = names(
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by "
    "bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk "
    "fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir "
    "is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk "
    "ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm "
    "pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf "
    "tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw ac an bu "
    "cp cs dd dg ea eu ez fx ic nt su ta tp un yd yu zr cq"
)
_REGION_GROUPS: Final = names(
    "001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 061 142 143 145 150 151 "
    "154 155 202 419"
)
_SCRIPTS: Final = names(
    "adlm arab armn avst bali bamu beng bopo brah brai bugi buhd cakm cans cham cher copt cprt cyrl deva egyp "
    "ethi geor glag goth grek gujr guru hang hani hano hans hant hebr hira hrkt ital java jpan kali kana khmr "
    "knda kore lana laoo latn lepc limb linb lisu lyci lydi mand mlym mong mtei mymr nkoo ogam olck orkh orya "
    "osma phag phnx plrd rohg runr samr sarb saur shaw sinh sora sund sylo syrc tagb takr tale talu taml tavt "
    "telu tfng tglg thaa thai tibt tirh ugar vaii xpeo xsux yiii zinh zmth zsym zxxx zyyy zzzz zsye latf latg "
    "cyrs geok syre syrj syrn hanb jamo"
)
_GRANDFATHERED: Final = frozenset({"i-default", "i-mingo"})
_PRIVATE_LANGUAGE: Final = re.compile(r"q[a-t][a-z]")
_PRIVATE_SCRIPT: Final = re.compile(r"qa(?:a[a-z]|b[a-x])")
_PRIVATE_REGION: Final = re.compile(r"aa|q[m-z]|x[a-z]|zz")


def check_tag(tag: str) -> tuple[Literal["known", "unknown", "not_listed"], str]:
    """Say whether the subtags of a tag exist.

    Returns:
        ``known``; ``unknown`` with the subtag that does not exist; ``not_listed`` with one of which nothing is known here.
    """
    lowered = tag.lower()
    if lowered in _GRANDFATHERED or lowered.startswith("x-"):
        return "known", ""
    first, *rest = lowered.split("-")
    doubt = ""
    if len(first) == 2 and first not in _TWO_LETTER:
        return "unknown", first
    if len(first) == 3 and first not in _THREE_LETTER and not _PRIVATE_LANGUAGE.fullmatch(first):
        doubt = first
    if len(first) > 3:
        return "unknown", first
    for part in rest:
        if len(part) == 1:
            break
        if len(part) == 4 and part.isalpha() and part not in _SCRIPTS and not _PRIVATE_SCRIPT.fullmatch(part):
            return "unknown", part
        if len(part) == 2 and part not in _REGIONS and not _PRIVATE_REGION.fullmatch(part):
            return "unknown", part
        if len(part) == 3 and part.isdigit() and part not in _REGION_GROUPS:
            return "unknown", part
        if (len(part) == 3 and part.isalpha()) or len(part) > 4 or (len(part) == 4 and part[0].isdigit()):
            doubt = doubt or part
    return ("not_listed", doubt) if doubt else ("known", "")


def private_subtag(tag: str) -> str:
    """Return the first subtag that is reserved for private use; empty where there is none."""
    first, *rest = tag.lower().split("-")
    if first == "x" or _PRIVATE_LANGUAGE.fullmatch(first):
        return first
    for part in rest:
        if part == "x":
            return part
        if len(part) == 1:
            return "x" if "x" in rest else ""
        if (len(part) == 4 and _PRIVATE_SCRIPT.fullmatch(part)) or (len(part) == 2 and _PRIVATE_REGION.fullmatch(part)):
            return part
    return ""
