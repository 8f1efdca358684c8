"""Stand-ins of APIs that answer in pages, as routes of a test server: the CVE API 2.0 of the NVD and the MyJVN API.

Both keep to the published rules (windows, sizes of pages, defaults that surprise, errors in their own form), so that a client
that breaks one of them fails a test. What they misbehave in is queued at the server as for any other path.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape, quoteattr

from kaname.net.clock import Clock
from kaname.testing.http import Handler

_JAPAN = timedelta(hours=9)
_WINDOW_DAYS = 120
_NVD_PERIOD_SECONDS = 30.0


def asked(handler: Handler) -> dict[str, str]:
    """Return the parameters of a request; ``+`` stands for itself, as in the lists of ids that MyJVN takes."""
    query = urlsplit(handler.path).query.replace("+", "%2B")
    return dict(parse_qsl(query, keep_blank_values=True))


def nvd_record(cve: str, modified: str, *, text: str = "text") -> dict[str, object]:
    """Return a record of the NVD; ``modified`` as it writes times, UTC without an offset."""
    body = {
        "id": cve,
        "published": "2026-01-01T00:00:00.000",
        "lastModified": modified,
        "vulnStatus": "Analyzed",
        "descriptions": [{"lang": "en", "value": text}],
    }
    return {"cve": body}


@dataclass
class NvdApi:
    """Serves records by their time of change.

    Attributes:
        clock: by which requests are counted: 5 in 30 seconds, 50 with the key. records_per_page: what it gives at most.
    """

    clock: Clock
    records: list[dict[str, object]] = field(default_factory=list)
    key: str = "right-key"
    records_per_page: int = 2000
    refused: int = 0
    times: list[float] = field(default_factory=list)

    def __call__(self, handler: Handler) -> None:
        """Answer a request."""
        given = handler.headers.get("apiKey")
        if given is not None and given != self.key:
            handler.answer(404, None, {"message": "Invalid apiKey."})
            return
        now = self.clock.monotonic_seconds()
        self.times = [time for time in self.times if now - time < _NVD_PERIOD_SECONDS]
        if len(self.times) >= (50 if given else 5):
            self.refused += 1
            handler.answer(403, b"Request forbidden by administrative rules.")
            return
        self.times.append(now)
        query = asked(handler)
        start, end = (_instant(query[f"lastMod{side}Date"]) for side in ("Start", "End"))
        if end - start > timedelta(days=_WINDOW_DAYS) or end < start:
            handler.answer(404, None, {"message": "Invalid lastModEndDate parameter."})
            return
        found = [record for record in self.records if start <= _instant(_cve(record)["lastModified"]) <= end]
        first, count = int(query.get("startIndex", 0)), min(int(query["resultsPerPage"]), self.records_per_page)
        page = found[first : first + count]
        envelope = {
            "resultsPerPage": len(page),
            "startIndex": first,
            "totalResults": len(found),
            "format": "NVD_CVE",
            "version": "2.0",
            "timestamp": "2026-11-20T00:00:00.000",
            "vulnerabilities": page,
        }
        handler.answer(200, json.dumps(envelope).encode())


def _cve(record: dict[str, object]) -> dict[str, str]:
    cve = record["cve"]
    assert isinstance(cve, dict)
    return cve


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


@dataclass(frozen=True)
class JvnEntry:
    """A record of JVN iPedia; ``updated``: aware time. ``langs``: languages in which it is there."""

    id: str
    updated: datetime
    title: str = "脆弱性"
    cve: str = ""
    langs: tuple[str, ...] = ("ja",)


@dataclass(frozen=True)
class JvnProductEntry:
    """A product of the list with its names by language."""

    cpe: str
    vendor: dict[str, str]
    product: dict[str, str]


@dataclass
class MyJvnApi:
    """Serves records and products in the forms of the versions 3.2 (``hnd``) and 4.0 (``oka``)."""

    today: date
    entries: list[JvnEntry] = field(default_factory=list)
    products: list[JvnProductEntry] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)
    products_per_page: int = 10_000

    def __call__(self, handler: Handler) -> None:
        """Answer a request."""
        query = asked(handler)
        feed = query.get("feed", "")
        answer = {
            "getVulnOverviewList": self._overview,
            "getVulnDetailInfo": self._details,
            "getProductList": self._products,
        }.get(query.get("method", ""))
        if feed not in ("hnd", "oka") or answer is None:
            handler.answer(200, myjvn_refusal("XX00000001", "パラメタに誤りがあります"))
            return
        handler.answer(200, answer(query, feed))

    def _overview(self, query: dict[str, str], feed: str) -> bytes:
        lang = query.get("lang", "ja")
        start, end = _span_hnd(query, self.today) if feed == "hnd" else _span_oka(query)
        found = [
            entry
            for entry in self.entries
            if lang in entry.langs and start <= (entry.updated.astimezone(UTC) + _JAPAN).date() <= end
        ]
        first = int(query.get("startItem", 1))
        page = found[first - 1 : first - 1 + min(50, int(query.get("maxCountItem", 50)))]
        status = _Status("getVulnOverviewList", feed, lang, len(found), first if page else 0, len(page))
        if feed == "oka":
            listed = [{"id": entry.id, "title": entry.title, "modified": entry.updated.isoformat()} for entry in page]
            return json.dumps({"feed": {"lang": lang, "entry": listed}, "status": status.fields()}).encode()
        if not found:
            return _result("", status)
        items = "".join(
            f"<item><title>{escape(entry.title)}</title><sec:identifier>{entry.id}</sec:identifier>"
            f"<dcterms:modified>{entry.updated.isoformat()}</dcterms:modified></item>"
            for entry in page
        )
        spaces = (
            'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:sec="http://jvn.jp/rss/mod_sec/3.0/"'
            ' xmlns:status="http://jvndb.jvn.jp/myjvn/Status"'
        )
        return f'<rdf:RDF {spaces} xml:lang="{lang}">{items}{status.element()}</rdf:RDF>'.encode()

    def _details(self, query: dict[str, str], feed: str) -> bytes:
        lang = query.get("lang", "ja")
        wanted = query["vulnId"].split("+")
        most = 10 if feed == "hnd" else 1
        if len(wanted) > most:
            return myjvn_refusal("XX00000002", "件数が上限を超えています")
        found = [
            entry
            for entry in self.entries
            if entry.id in wanted and lang in entry.langs and entry.id not in self.withheld
        ]
        status = _Status("getVulnDetailInfo", feed, lang, len(found), 1 if found else 0, len(found))
        if feed == "oka":
            return json.dumps({**(_csaf(found[0], lang) if found else {}), "status": status.fields()}).encode()
        if not found:
            return _result("", status)
        body = "".join(vulinfo(entry) for entry in found)
        return vuldef_document(body + status.element(), lang)

    def _products(self, query: dict[str, str], feed: str) -> bytes:
        lang = query.get("lang", "ja")
        first = int(query.get("startItem", 1))
        count = min(self.products_per_page, int(query.get("maxCountItem", 10_000)))
        page = self.products[first - 1 : first - 1 + count]
        status = _Status("getProductList", feed, lang, len(self.products), first, len(page))
        if feed == "oka":
            vendors = [
                {
                    "vname": entry.vendor[lang],
                    "products": [{"pname": entry.product[lang], "product_ids": [{"cpe": entry.cpe}]}],
                }
                for entry in page
            ]
            return json.dumps({"jvn-product-dictionary": {"vendors": vendors}, "status": status.fields()}).encode()
        body = "".join(
            f"<Vendor vname={quoteattr(entry.vendor[lang])}>"
            f"<Product pname={quoteattr(entry.product[lang])} cpe={quoteattr(entry.cpe)} /></Vendor>"
            for entry in page
        )
        return _result(f'<VendorInfo xml:lang="{lang}">{body}</VendorInfo>', status)


def vulinfo(entry: JvnEntry) -> str:
    """Return a full record in VULDEF."""
    related = (
        f'<Related><RelatedItem type="advisory"><Name>CVE</Name><VulinfoID>{entry.cve}</VulinfoID></RelatedItem></Related>'
        if entry.cve
        else ""
    )
    return (
        f"<Vulinfo><VulinfoID>{entry.id}</VulinfoID><VulinfoData><Title>{escape(entry.title)}</Title>{related}"
        f"<DateLastUpdated>{entry.updated.isoformat()}</DateLastUpdated></VulinfoData></Vulinfo>"
    )


def vuldef(entries: Sequence[JvnEntry], lang: str = "ja") -> bytes:
    """Return a yearly file of full records."""
    return vuldef_document("".join(map(vulinfo, entries)), lang)


def vuldef_document(body: str, lang: str) -> bytes:
    """Return a VULDEF document around a body."""
    spaces = 'xmlns="http://jvn.jp/vuldef/" xmlns:status="http://jvndb.jvn.jp/myjvn/Status"'
    return f'<VULDEF-Document version="3.2" {spaces} xml:lang="{lang}">{body}</VULDEF-Document>'.encode()


def myjvn_refusal(code: str, text: str) -> bytes:
    """Return an error as the API gives it: with HTTP status 200."""
    status = (
        f'<status:Status retCd="1" errCd="{code}" errMsg={quoteattr(text)} totalRes="0" totalResRet="0" firstRes="0"/>'
    )
    return f'<Result xmlns:status="http://jvndb.jvn.jp/myjvn/Status">{status}</Result>'.encode()


@dataclass(frozen=True)
class _Status:
    method: str
    feed: str
    lang: str
    total: int
    first: int
    count: int

    def fields(self) -> dict[str, object]:
        return {
            "method": self.method,
            "feed": self.feed,
            "lang": self.lang,
            "retCd": 0,
            "errCd": "",
            "errMsg": "",
            "totalRes": self.total,
            "totalResRet": self.count,
            "firstRes": self.first,
        }

    def element(self) -> str:
        pairs = " ".join(f"{name}={quoteattr(str(value))}" for name, value in self.fields().items())
        return f"<status:Status {pairs} />"


def _result(body: str, status: _Status) -> bytes:
    spaces = 'xmlns="http://jvndb.jvn.jp/myjvn/Results" xmlns:status="http://jvndb.jvn.jp/myjvn/Status"'
    return f'<Result version="3.3" {spaces}>{body}{status.element()}</Result>'.encode()


def _span_hnd(query: dict[str, str], today: date) -> tuple[date, date]:
    """Return the days of change that are asked for; without ``n`` each range is the last week, as the API has it."""
    start, end = date.min, date.max
    for name in ("rangeDatePublic", "rangeDatePublished", "rangeDateFirstPublished"):
        if query.get(name, "w") == "w":
            start = today - timedelta(days=7)
    if "datePublishedStartY" in query:
        start = max(start, date(*(int(query[f"datePublishedStart{part}"]) for part in "YMD")))
        end = date(*(int(query[f"datePublishedEnd{part}"]) for part in "YMD"))
    return start, end


def _span_oka(query: dict[str, str]) -> tuple[date, date]:
    if "lastModStartDate" not in query:
        return date.min, date.max
    start, end = (datetime.strptime(query[f"lastMod{side}Date"], "%Y%m%d").date() for side in ("Start", "End"))  # noqa: DTZ007
    return start, end


def _csaf(entry: JvnEntry, lang: str) -> dict[str, object]:
    moment = entry.updated.isoformat()
    return {
        "document": {
            "category": "myjvn_security_advisory",
            "csaf_version": "2.1",
            "title": entry.title,
            "lang": lang,
            "tracking": {"id": entry.id, "current_release_date": moment, "initial_release_date": moment},
        },
        "vulnerabilities": [{"cve": entry.cve}] if entry.cve else [],
    }
