"""*Add from PDF* in the admin: the files are stored, what they tell is shown, and a draft page is made of each."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View

from gateway.accounts.audience import admitted
from research.admin_pages import LibraryPage
from research.importing.making import add_draft
from research.importing.rights import library_of
from research.models import Proposal, PublicationFile, PublicationPage
from research.proposing.forms import MOST_FILES, FilesForm, ProposalForm, doubts
from research.proposing.storing import take_in


class FromPdf(LibraryPage, View):
    """A person's own files that wait for a page, each with its form, and the place to drop more."""

    page_title = gettext_lazy("Add from PDF")
    header_icon = "doc-full-inverse"
    template_name = "research/admin/from_pdf.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        files = request.FILES.getlist("files")
        if not files:
            messages.error(request, _("Choose at least one file."))
        for file in files[:MOST_FILES]:
            try:
                take_in(file, request.user)
            except ValidationError as refused:
                messages.error(request, f"{file.name}: {' '.join(refused.messages)}")
        for file in files[MOST_FILES:]:
            messages.error(request, _("%(name)s: only %(most)s files at once.") % {"name": file.name, "most": MOST_FILES})
        return redirect("library:from_pdf")

    def waiting(self):
        return Proposal.objects.filter(proposed_to=self.request.user).select_related("document")

    def show(self, answered: ProposalForm | None = None, number: int = 0) -> HttpResponse:
        cards = [self.card(each, answered if each.pk == number else None) for each in self.waiting()]
        context = self.get_context_data(form=FilesForm(), cards=cards)
        return self.render_to_response(context, status=400 if answered else 200)

    def card(self, proposal: Proposal, answered: ProposalForm | None) -> dict:
        form = answered or ProposalForm(proposal)
        plan = ProposalForm(proposal).plan(self.request.user)
        twin = admitted(PublicationPage.objects.filter(pk=plan.twin), self.request.user).first()
        return {"proposal": proposal, "form": form, "doubts": list(doubts(plan)), "known": plan.known, "twin": twin}


class OneProposal(FromPdf):
    """Somebody else's is not there."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        proposal = get_object_or_404(self.waiting(), pk=pk)
        if request.POST.get("do") == "leave":
            proposal.delete()
            messages.success(request, _("No page was made. The file stays under Documents."))
            return redirect("library:from_pdf")
        form = ProposalForm(proposal, request.POST)
        plan = form.plan(request.user) if form.is_valid() else None
        if plan:
            form.complain(plan)
        if plan is None or form.errors:
            return self.show(form, pk)
        return redirect("wagtailadmin_pages:edit", self.make(proposal, plan).pk)

    @transaction.atomic
    def make(self, proposal: Proposal, plan) -> PublicationPage:
        """The draft, which shows the file; what waited is done."""
        file = PublicationFile(document=proposal.document, language=plan.fields["language"])
        page = add_draft(plan, library_of(self.request.user), self.request.user, [file])
        page.save_revision(user=self.request.user, clean=False)
        proposal.delete()
        messages.success(
            self.request, _("The draft is made. Look through what was proposed, add what is missing, and publish.")
        )
        return page
