"""A harvester that holds every answer to the schemas of its publishers."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import etree

NAMES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "d": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.loc.gov/mods/v3",
}


class Answer:
    def __init__(self, tree: etree._Element) -> None:
        self.tree = tree

    def texts(self, path: str) -> list[str]:
        return [element.text for element in self.tree.iterfind(f".//{path}", NAMES)]

    def attributes(self, path: str) -> dict[str, str]:
        return dict(self.tree.find(f".//{path}", NAMES).attrib)

    @property
    def error(self) -> str | None:
        error = self.tree.find("o:error", NAMES)
        return None if error is None else error.get("code")

    @property
    def token(self) -> str | None:
        return next(iter(self.texts("o:resumptionToken")), None)

    @property
    def statuses(self) -> dict[str, str | None]:
        headers = self.tree.iterfind(".//o:header", NAMES)
        return {header.findtext("o:identifier", None, NAMES): header.get("status") for header in headers}


@pytest.fixture(scope="session")
def schemas() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "all.xsd"))


@pytest.fixture
def ask(client, schemas):
    """Asks by GET; `from_` stands for `from`."""

    def ask(verb: str | None = None, **arguments) -> Answer:
        query = ({"verb": verb} if verb else {}) | {name.rstrip("_"): value for name, value in arguments.items()}
        response = client.get(f"/oai?{urlencode(query, doseq=True)}")
        assert response["Content-Type"] == "text/xml; charset=utf-8"
        return valid(response.content, schemas)

    return ask


def valid(content: bytes, schemas: etree.XMLSchema) -> Answer:
    tree = etree.fromstring(content)
    schemas.assertValid(tree)
    return Answer(tree)
