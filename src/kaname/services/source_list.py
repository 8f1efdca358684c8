"""What every source declares: where it is fetched from, how often it may be asked, how old it may be, under which terms."""

import os
from collections.abc import Iterator, Mapping

from msgspec import Struct

from kaname.knowledge.sources.csaf import Csaf
from kaname.knowledge.sources.csaf_provider import WELL_KNOWN
from kaname.knowledge.sources.registry import SOURCES
from kaname.knowledge.sources.source import Location, PagedApi, SourceInfo
from kaname.services.fetch_providers import PACE_SECONDS, accepted_keys, configured_providers


class ListedSource(Struct, frozen=True, kw_only=True):
    """A source as it is declared.

    Attributes:
        fetched: ``always`` where an update without names takes it, ``named`` where it must be named, ``never``.
        addresses: where it is fetched from. needs: the files it reads. licence: terms of the data.
        rest_seconds: least time between two requests; 0 for single files. rest_with_key_seconds: the same with an API key.
        key_variable: environment variable with an API key, or with the folder of accepted OpenPGP keys; ``""`` for none.
        key_present: True where it is set, or holds keys for this provider.
        update_hours: how often the publisher renews it. max_age_hours: age from which it is stale.
    """

    id: str
    fetched: str
    addresses: tuple[str, ...]
    needs: str
    licence: str
    rest_seconds: float
    rest_with_key_seconds: float
    key_variable: str
    key_present: bool
    update_hours: int
    max_age_hours: int


def list_sources(*, environment: Mapping[str, str] = os.environ) -> tuple[ListedSource, ...]:
    """Return every source, ordered by id. Nothing is asked and nothing is read but settings.

    Raises:
        InputError: a setting is wrong (``knowledge.csaf_providers``, ``net.bad_url``, ``knowledge.csaf_keys``).
    """
    listed = [_declared(info, environment) for info in SOURCES.values() if info.id != Csaf.info.id]
    return tuple(sorted((*listed, *_providers(environment)), key=lambda source: source.id))


def _declared(info: SourceInfo, environment: Mapping[str, str]) -> ListedSource:
    places: list[Location | PagedApi] = [*info.locations, *([info.api] if info.api else [])]
    key_variable = next((place.key_variable for place in places if place.key_variable), "")
    return ListedSource(
        id=info.id,
        fetched="always" if places else "never",
        addresses=tuple(dict.fromkeys(place.url for place in places)),
        needs=info.needs,
        licence=info.licence,
        rest_seconds=max((place.pace_seconds for place in places), default=0.0),
        rest_with_key_seconds=max((place.pace_with_key_seconds for place in places), default=0.0),
        key_variable=key_variable,
        key_present=bool(key_variable and environment.get(key_variable)),
        update_hours=info.update_hours,
        max_age_hours=info.max_age_hours,
    )


def _providers(environment: Mapping[str, str]) -> Iterator[ListedSource]:
    configured = configured_providers(environment)
    for name, url in {**WELL_KNOWN, **configured}.items():
        yield ListedSource(
            id=f"csaf:{name}",
            fetched="always" if name in configured else "named",
            addresses=(url,),
            needs=Csaf.info.needs,
            licence=Csaf.info.licence,
            rest_seconds=PACE_SECONDS,
            rest_with_key_seconds=PACE_SECONDS,
            key_variable="KANAME_CSAF_KEYS",
            key_present=accepted_keys(name, environment) is not None,
            update_hours=Csaf.info.update_hours,
            max_age_hours=Csaf.info.max_age_hours,
        )
