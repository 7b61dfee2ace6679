import pytest
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError

from gateway.accounts.models import User
from gateway.starter.taxonomy import load_taxonomy
from programmes.blocks import SourcedNumberBlock
from tests.factories.programmes import add_index, add_programme, number


@pytest.fixture
def editor(client, db):
    client.force_login(User.objects.create_superuser("root@example.org", "correct-horse-battery"))
    return client


def test_profile_has_a_form_that_explains_itself(home, editor):
    load_taxonomy()
    index = add_index(home)
    shown = editor.get(reverse("wagtailadmin_pages:add", args=["programmes", "programmepage", index.pk])).content.decode()
    for words in (
        "What registry exports call this programme",
        "Whom it reaches and what it pays",
        "Benazir Income Support Programme",
    ):
        assert words in shown


def test_profile_with_numbers_can_be_edited(home, editor):
    load_taxonomy()
    page = add_programme(add_index(home), figures=[number()])
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "9.8 million" in shown


def test_number_without_its_source_is_sent_back_with_what_to_do():
    block = SourcedNumberBlock()
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({"value": "1,234", "label": "families paid", "status": "quoted"}))
    errors = refusal.value.block_errors
    assert set(errors) == {"period", "source"}
    assert errors["source"].messages == ["A number needs its source: say who published it, and when."]
