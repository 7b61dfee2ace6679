"""The formats in which a record can be had, by their metadataPrefix."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from research.oai import dublin_core, mods
from research.oai.works import Work


@dataclass(frozen=True)
class Format:
    schema: str
    namespace: str
    write: Callable[[Work], Element]


FORMATS = {
    "oai_dc": Format(dublin_core.SCHEMA, dublin_core.NAMESPACE, dublin_core.write),
    "mods": Format(mods.SCHEMA, mods.NAMESPACE, mods.write),
}
