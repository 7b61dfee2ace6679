"""Writes XML whose prefixes stay as harvesters know them, and which no title can break."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NO_CHARACTER_OF_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: object) -> str:
    return NO_CHARACTER_OF_XML.sub(" ", str(text))


def root(name: str, namespaces: Mapping[str, str], schema: str) -> Element:
    """An element that says itself which schema it follows, as the standard asks; the first namespace is the schema's."""
    declared = {f"xmlns:{prefix}" if prefix else "xmlns": address for prefix, address in namespaces.items()}
    return Element(name, declared | {"xmlns:xsi": XSI, "xsi:schemaLocation": f"{next(iter(namespaces.values()))} {schema}"})


def add(parent: Element, name: str, text: object = None, **attributes: str) -> Element:
    """Attributes without a value are left out; `xml_lang` stands for `xml:lang`."""
    said = {key.replace("_", ":"): clean(value) for key, value in attributes.items() if value}
    element = SubElement(parent, name, said)
    if text is not None:
        element.text = clean(text)
    return element


def add_each(parent: Element, name: str, texts: object) -> None:
    for text in texts:
        if text:
            add(parent, name, text)


def document(element: Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(element, encoding="utf-8")
