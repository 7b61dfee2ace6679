"""The quiz as a form: one choice for each question, several where several are right."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.quiz import Answers, Question


class QuizForm(forms.Form):
    """The hidden token tells a form sent twice from the same answers given again."""

    form_token = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, questions: list[Question], *args, kept: Answers | None = None, **kwargs):
        kept = kept or {}
        super().__init__(*args, initial={"form_token": secrets.token_urlsafe(12)}, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.code] = _field(question, kept.get(question.code, []))

    @property
    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[question.code]) for question in self.questions]

    @property
    def answers(self) -> Answers:
        """The answers that are valid so far; all of them once the form is."""
        given = {question.code: self.cleaned_data.get(question.code) for question in self.questions}
        return {
            code: [int(n) for n in ([value] if isinstance(value, str) else value)] for code, value in given.items() if value
        }


def _field(question: Question, kept: list[int]) -> forms.ChoiceField:
    choices = [(str(option.number), option.text) for option in question.options]
    initial = [str(number) for number in kept]
    common = {"label": question.text, "choices": choices}
    if question.allows_several:
        return forms.MultipleChoiceField(
            **common,
            initial=initial,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one answer.")},
        )
    return forms.ChoiceField(
        **common,
        initial=initial[0] if initial else None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
