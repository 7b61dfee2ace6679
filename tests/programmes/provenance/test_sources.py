import pytest

from programmes.provenance.sources import linked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ARY, arynews.tv/a-b.", 'ARY, <a href="https://arynews.tv/a-b">arynews.tv/a-b</a>.'),
        ("app.com.pk/?p=1153403", '<a href="https://app.com.pk/?p=1153403">app.com.pk/?p=1153403</a>'),
        ("see https://example.org/x, and", 'see <a href="https://example.org/x">https://example.org/x</a>, and'),
        ("see http://example.org", 'see <a href="http://example.org">http://example.org</a>'),
        ("profit.pakistantoday.com.pk, 27 May", "profit.pakistantoday.com.pk, 27 May"),
        ("Economic Survey 2024/25, 1.5/2", "Economic Survey 2024/25, 1.5/2"),
        ("someone@example.org/x", "someone@example.org/x"),
        ('<b>&"', "&lt;b&gt;&amp;&quot;"),
        ('x.org/a"onclick="y', '<a href="https://x.org/a">x.org/a</a>&quot;onclick=&quot;y'),
        ("javascript:alert(1)/x", "javascript:alert(1)/x"),
        ("", ""),
    ],
)
def test_addresses_become_links_and_nothing_else(text, shown):
    assert linked(text) == shown
