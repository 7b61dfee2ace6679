"""The data structure behind the SDMX-CSV download, as an SDMX-JSON 2.0 structure message."""

from collections.abc import Mapping
from typing import Any

from programmes.downloads.sdmx import (
    AGENCY,
    AGES,
    ATTRIBUTES,
    DIMENSIONS,
    FLOW,
    MEASURE,
    VERSION,
    age_code,
)  # fmt: skip
from programmes.registry.codes import AGE_BANDS

Names = Mapping[str, str]
# Readers tell the version of the standard by this name; nobody fetches it.
SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message"
    "/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
)
URN = "urn:sdmx:org.sdmx.infomodel"
CONCEPTS = "CONCEPTS"
TIME = "TIME_PERIOD"
NAMES = {
    "FREQ": "Frequency",
    "REGISTRY": "Registry that sent the export",
    "DATA_SET": "Data set of the registry",
    "PROGRAMME": "Programme",
    "INDICATOR": "Indicator",
    "REF_AREA": "Area: ISO 3166-2 code, or OCHA P-code of a district",
    "SEX": "Sex",
    "AGE": "Age",
    "TIME_PERIOD": "Period; a fiscal year, from July to June, as its first day and its length",
    "OBS_VALUE": "Value; empty where a number below 10 is hidden",
    "OBS_STATUS": "Observation status",
    "CONF_STATUS": "Confidentiality status",
    "UNIT_MEASURE": "Unit",
    "UNIT_MULT": "Power of ten by which the value is to be multiplied: always 0",
    "PUBLICATION_STATUS": "Status as the gateway shows it",
    "REVISED": "Whether an earlier release gave another value",
    "ILLUSTRATIVE": "Whether the figure is made up for demonstration",
    "PERIOD_CODE": "Period as registries code it: 2025, 2025-Q1, 2025-03, FY2025, FY2025-H1, FY2025-9M",
    "RELEASE": "Number of the release that the figure first came with: /api/statistics/releases/<number>",
    "AS_OF": "Date that the figure describes",
}
FIXED: dict[str, Names] = {
    "FREQ": {"A": "Year", "S": "Half-year", "Q": "Quarter", "M": "Month", "_O": "Other"},
    "SEX": {"F": "Female", "M": "Male", "_O": "Other", "_U": "Not known", "_T": "Total"},
    "AGE": {age_code(age): age for age in AGE_BANDS} | {AGES["U"]: "Not known", AGES["_T"]: "Total"},
    "OBS_STATUS": {"A": "Normal", "E": "Estimated", "F": "Forecast", "P": "Provisional", "Q": "Missing; suppressed"},
    "CONF_STATUS": {"F": "Free", "C": "Confidential: below 10, and hidden"},
    "PUBLICATION_STATUS": {
        name: name.capitalize() for name in ("normal", "suppressed", "provisional", "revised", "illustrative", "quoted")
    },
}
TEXTS = {
    "UNIT_MULT": "Integer",
    "REVISED": "Boolean",
    "ILLUSTRATIVE": "Boolean",
    "PERIOD_CODE": "String",
    "RELEASE": "Integer",
    "AS_OF": "GregorianDay",
}


def structure_message(code_lists: Mapping[str, Names], prepared: str) -> dict[str, Any]:
    """`code_lists` gives the codes and names of REGISTRY, DATA_SET, PROGRAMME, INDICATOR, REF_AREA and UNIT_MEASURE."""
    lists = FIXED | dict(code_lists)
    return {
        "meta": {"schema": SCHEMA, "id": FLOW, "prepared": prepared, "sender": {"id": AGENCY}, "contentLanguages": ["en"]},
        "data": {
            "dataflows": [artefact(FLOW, "Social protection") | {"structure": urn("datastructure.DataStructure", FLOW)}],
            "dataStructures": [artefact(FLOW, "Social protection") | {"dataStructureComponents": components(lists)}],
            "conceptSchemes": [artefact(CONCEPTS, "Concepts") | {"concepts": items(NAMES)}],
            "codelists": [artefact(name, NAMES[name]) | {"codes": items(codes)} for name, codes in sorted(lists.items())],
        },
    }


def artefact(name: str, title: str) -> dict[str, Any]:
    return {"id": name, "agencyID": AGENCY, "version": VERSION, "name": title, "names": {"en": title}}


def items(names: Names) -> list[dict[str, Any]]:
    return [{"id": code, "name": name, "names": {"en": name}} for code, name in names.items()]


def urn(kind: str, name: str, item: str = "") -> str:
    return f"{URN}.{kind}={AGENCY}:{name}({VERSION})" + (f".{item}" if item else "")


def components(lists: Mapping[str, Names]) -> dict[str, Any]:
    dimensions = [component(name, lists) | {"position": at} for at, name in enumerate(DIMENSIONS, 1) if name != TIME]
    time = component(TIME, lists) | {"position": len(DIMENSIONS)}
    time["localRepresentation"] = {"format": {"dataType": "ObservationalTimePeriod"}}
    measure = component(MEASURE, lists) | {"localRepresentation": {"format": {"dataType": "Long"}}}
    return {
        "dimensionList": {"id": "DimensionDescriptor", "dimensions": dimensions, "timeDimension": time},
        "measureList": {"id": "MeasureDescriptor", "measures": [measure | {"usage": "optional"}]},
        "attributeList": {"id": "AttributeDescriptor", "attributes": [attribute(name, lists) for name in ATTRIBUTES]},
    }


def component(name: str, lists: Mapping[str, Names]) -> dict[str, Any]:
    shape = (
        {"enumeration": urn("codelist.Codelist", name)}
        if name in lists
        else {"format": {"dataType": TEXTS.get(name, "String")}}
    )
    return {
        "id": name,
        "conceptIdentity": urn("conceptscheme.Concept", CONCEPTS, name),
        "localRepresentation": shape,
    }


def attribute(name: str, lists: Mapping[str, Names]) -> dict[str, Any]:
    return component(name, lists) | {"usage": "mandatory", "attributeRelationship": {"observation": {}}}
