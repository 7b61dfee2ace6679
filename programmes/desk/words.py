"""What a release says to readers of Urdu: a data steward's translation of its notes and of its reason."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View

from programmes.desk.pages import DESK, DeskPage
from programmes.desk.published_words import REFUSAL, without_numbers_of_people
from programmes.models import Release

State = Release.State
TRANSLATED = {"description_ur": "description", "reason_ur": "reason"}


def area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3, "dir": "rtl", "lang": "ur"})


class WordsField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=4000, widget=area(), validators=[without_numbers_of_people], **kwargs)


class WordsForm(forms.Form):
    """Only what stands in English is asked for; an empty field leaves the English words to readers of Urdu."""

    description_ur = WordsField(label=gettext_lazy("Notes in Urdu"))
    reason_ur = WordsField(label=gettext_lazy("Reason in Urdu"))

    def __init__(self, release: Release, data=None):
        super().__init__(data, initial={name: getattr(release, name) for name in TRANSLATED})
        for name, english in TRANSLATED.items():
            if not getattr(release, english):
                del self.fields[name]
            else:
                self.fields[name].help_text = getattr(release, english)


def words_form(release: Release) -> WordsForm | None:
    """None where nothing of it stands in words, or where no reader sees it."""
    form = WordsForm(release)
    return form if form.fields and release.state in (*Release.SHOWN, State.HELD) else None


class WordsView(DeskPage, View):
    page_title = gettext_lazy("Release")
    way = (DESK,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("statistics_desk:release", pk=pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        release = get_object_or_404(Release, pk=pk)
        form = WordsForm(release, request.POST)
        if form.is_valid():
            for name, words in form.cleaned_data.items():
                setattr(release, name, words)
            release.save(update_fields=list(form.cleaned_data))
            messages.success(request, _("The words for readers of Urdu are kept."))
        elif any(form.has_error(name, "personal") for name in form.fields):
            messages.error(request, REFUSAL)
        else:
            messages.error(request, _("A text is longer than 4,000 characters. Nothing was changed."))
        return redirect("statistics_desk:release", pk=pk)
