"""Lists of publications in all formats, for tests."""

import io
from typing import Any

from openpyxl import Workbook

HEADER = "title,authors,date,kind,publisher,doi,themes,areas\n"


def csv(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    return (header + "\n".join(lines)).encode(encoding)


def xlsx(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


BIBTEX = r"""
@comment{From a reference manager}
@techreport{khan2025,
  author = {Khan, Amna and {Ministry of Finance and Revenue} and M{\"u}ller, J{\"o}rg},
  title = {{Cash \& Care}: a {BISP} study of 50\% of women},
  year = 2025, month = feb, institution = {{World Bank}},
  doi = {10.1234/abc\_d}, url = {https://example.org/a_b?c=1%202},
  abstract = {First.

Second.}, keywords = {Health, Poverty; Health}
}
@misc{khan2025, title = "Another under the same key", date = {2024-11-03}}
@book{broken, title={unclosed
@misc{ok, title={سماجی تحفظ}, year = {2023}}
"""
RIS = (
    "\ufeffTY  - RPRT\r\nAU  - Khan, Amna\r\nAU  - World Bank\r\nTI  - سماجی تحفظ\r\nDA  - 2025/02//\r\nPY  - 2025\r\n"
    "KW  - Health\r\nKW  - Poverty\r\nAB  - First line\r\n second line\r\nXX  - unheard of\r\nM3  - evaluation\r\nER  - \r\n\r\n"
    "TY  - JOUR\r\nT1  - Without an end\r\nY1  - 2019/05/04\r\nUR  - https://example.org/\r\n"
)
