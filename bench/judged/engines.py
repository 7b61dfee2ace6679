"""Three engines on the same documents: SQLite FTS5, Whoosh's own BM25F, and this site's."""

import re
import sqlite3
from collections.abc import Callable, Iterator

from whoosh.analysis import StandardAnalyzer, StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from bench.judged.library import Document
from bench.judged.scoring import DEPTH

Ask = Callable[[str, str], list[str]]
"""The names of the best documents for a question in a language."""
FIELDS = ("title", "text", "authors")
FIRST_NUMBER = 10_000_000


def fts5(documents: list[Document], tokenizer: str, joined: str) -> Ask:
    """SQLite's own full text search; the words quoted, so that none is an operator, and phrases kept."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE pages USING fts5(name UNINDEXED, title, text, authors, tokenize='{tokenizer}')")
    rows = [(each.name, each.title, each.text, " ".join(each.authors)) for each in documents]
    database.executemany("INSERT INTO pages VALUES (?, ?, ?, ?)", rows)

    def ask(question: str, _language: str) -> list[str]:
        words = joined.join(f'"{piece}"' for piece in pieces(question))
        query = "SELECT name FROM pages WHERE pages MATCH ? ORDER BY bm25(pages), rowid LIMIT ?"
        return [name for (name,) in database.execute(query, (words, DEPTH))]

    return ask


def pieces(question: str) -> Iterator[str]:
    for quoted, word in re.findall(r'"([^"]+)"|([^\W_]+)', question):
        yield quoted or word


def whoosh(documents: list[Document], stemmed: bool, any_word: bool) -> Ask:
    """Whoosh as it comes: its analysers, its query parser, its BM25F."""
    analyser = StemmingAnalyzer() if stemmed else StandardAnalyzer()
    schema = Schema(name=ID(stored=True), **{field: TEXT(analyzer=analyser) for field in FIELDS})
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for each in documents:
            writer.add_document(name=each.name, title=each.title, text=each.text, authors=" ".join(each.authors))
    searcher = index.searcher()
    parser = MultifieldParser(FIELDS, schema, group=OrGroup if any_word else AndGroup)

    def ask(question: str, _language: str) -> list[str]:
        return [hit["name"] for hit in searcher.search(parser.parse(question), limit=DEPTH)]

    return ask


def ours(documents: list[Document], names: dict[int, str]) -> Ask:
    """This site's, as its search page asks it for somebody who is not signed in; the library is added to the site's index."""
    from django.contrib.auth.models import AnonymousUser
    from django.utils import translation
    from haystack import connections

    from gateway.search.asked import Asked
    from gateway.search.audience import scopes
    from gateway.search.ranking import ranked
    from gateway.search.search_indexes import PageIndex
    from gateway.search.synonyms import with_synonyms

    numbered = dict(enumerate(documents, FIRST_NUMBER))
    entries = [entry(number, document) for number, document in numbered.items()]
    connections["default"].get_backend().update(PageIndex(), entries)
    known = names | {number: document.name for number, document in numbered.items()}
    open_to_all = scopes(AnonymousUser())

    def ask(question: str, language: str) -> list[str]:
        with translation.override(language):
            asked = Asked(question)
            found = ranked(open_to_all, asked, with_synonyms(asked.question), DEPTH)
        return [known[int(result.pk)] for result in found.results[:DEPTH]]

    return ask


def entry(number: int, document: Document) -> object:
    from gateway.accounts.audience import EVERYONE
    from gateway.search.entries import complete
    from gateway.search.models import IndexedPage

    page = IndexedPage(
        page_id=number,
        kind="publication",
        language=document.language,
        title=document.title,
        text=document.text,
        authors=list(document.authors),
        date=document.date,
        audience=[EVERYONE],
    )
    page.found_documents = []
    complete(page, {})
    return page


def starter_documents() -> tuple[list[Document], dict[int, str]]:
    """What everyone may read of the starter content, with the text of its files; and the pages' names by number."""
    from gateway.accounts.audience import EVERYONE
    from gateway.files.models import DocumentText
    from gateway.search.models import IndexedPage

    documents, names = [], {}
    for page in IndexedPage.objects.select_related("page").prefetch_related("documents").order_by("page_id"):
        if EVERYONE not in page.audience:
            continue
        passages = DocumentText.objects.filter(document__in=page.documents.all()).order_by("document", "page_number")
        names[page.pk] = page.page.slug if page.language == "en" else f"{page.language}/{page.page.slug}"
        text = "\n".join([page.summary, page.text, *passages.values_list("text", flat=True)])
        documents.append(Document(names[page.pk], page.language, page.title, text, tuple(page.authors), page.date))
    return documents, names
