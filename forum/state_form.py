"""The form of a meeting: states that it may take, numbers that fit together, and what the minutes have become since left alone."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from forum.models.life import State, open_states, published_state
from forum.models.outcomes import NUMBERED_TWICE, no_such_decision, number_the_unnumbered, numbers_given
from forum.models.standing_minutes import in_draft, was_sent
from gateway.blocks.body import plain_text


class MeetingForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            allowed = open_states(published_state(self.instance)) | {self.instance.state}
            self.fields["state"].choices = [choice for choice in State.choices if choice[0] in allowed]

    def is_valid(self) -> bool:
        if not super().is_valid() or not self.numbers_fit():
            return False
        if self.decisions_changed() and self.instance.minutes_versions.exists():
            self.add_error(
                None, _("The minutes are confirmed, and its decisions with them: correct the minutes at their desk.")
            )
        if not in_draft(self.instance) and self.minutes_changed():
            self.add_error(
                None,
                _(
                    "The minutes were circulated while you were writing. What you wrote of them is still here: "
                    "propose it on their page, line by line, and open this page anew."
                ),
            )
        return not self.errors

    def numbers_fit(self) -> bool:
        """No number stands twice, and an action names a decision that the form holds, by the number that it has or gets."""
        decisions, actions = (rows_of(self.formsets.get(name)) for name in ("decisions", "actions"))
        taken = numbers_given([form.cleaned_data.get("number") for form in decisions])
        twice = [*second_ones(decisions), *second_ones(actions)]
        lost = [form for form in actions if form.cleaned_data.get("decision_number") not in {None, *taken}]
        for form in lost:
            form.add_error("decision_number", no_such_decision(form.cleaned_data["decision_number"], taken))
        for form in twice:
            form.add_error("number", NUMBERED_TWICE)
        return not lost and not twice

    def save(self, commit: bool = True):
        """A draft has its numbers too: what is said of a decision by its number stands from the first save on."""
        meeting = super().save(commit)
        for name in {"decisions", "actions"} & set(self.formsets):
            number_the_unnumbered(getattr(meeting, name).all())
        return meeting

    def minutes_changed(self) -> bool:
        """By somebody whose form still had them."""
        agenda = self.formsets.get("agenda")
        sent = [form for form in (self, *(agenda.forms if agenda else [])) if was_sent(form, "minutes")]
        return any(words(form.cleaned_data) != words(form.initial) for form in sent)

    def decisions_changed(self) -> bool:
        decisions = self.formsets.get("decisions")
        told = {"number", "text", "DELETE"}
        return decisions is not None and any(
            form in decisions.extra_forms or told & set(form.changed_data) for form in decisions.forms if form.has_changed()
        )


def rows_of(formset) -> list:
    """Those that stay: neither struck nor left empty."""
    forms = formset.forms if formset is not None else []
    return [form for form in forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]


def second_ones(forms: list) -> list:
    """Rows whose number a row before them has."""
    numbers = [form.cleaned_data.get("number") for form in forms]
    return [form for place, form in enumerate(forms) if numbers[place] and numbers[place] in numbers[:place]]


def words(fields: dict) -> str:
    return plain_text(fields.get("minutes") or "")
