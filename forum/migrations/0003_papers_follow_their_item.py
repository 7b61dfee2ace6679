"""Ties each paper to its agenda item, which it named by a number; in stored versions of a meeting too."""

from django.db import migrations

LOOSE = "Further papers"


def tie(apps, schema_editor):
    Paper, AgendaItem = apps.get_model("forum", "Paper"), apps.get_model("forum", "AgendaItem")
    MeetingPage = apps.get_model("forum", "MeetingPage")
    for meeting in MeetingPage.objects.filter(old_papers__isnull=False).distinct():
        items = list(AgendaItem.objects.filter(meeting=meeting).order_by("sort_order"))
        further = None
        for paper in Paper.objects.filter(meeting=meeting).order_by("sort_order"):
            named = 0 < (paper.agenda_item or 0) <= len(items)
            if not named and further is None:
                further = AgendaItem.objects.create(meeting=meeting, title=LOOSE, sort_order=len(items) + 1)
            Paper.objects.filter(pk=paper.pk).update(item=items[paper.agenda_item - 1] if named else further)
    tie_in_versions(apps)


def tie_in_versions(apps):
    Revision, Paper = apps.get_model("wagtailcore", "Revision"), apps.get_model("forum", "Paper")
    owners = dict(Paper.objects.values_list("pk", "item"))
    for revision in Revision.objects.filter(content_type__app_label="forum", content_type__model="meetingpage").iterator():
        papers = revision.content.pop("papers", None)
        if papers is not None:
            revision.content["agenda"] = nested(revision.content, papers, owners)
            revision.save(update_fields=["content"])


def nested(content, papers, owners):
    agenda = sorted(content.get("agenda", []), key=lambda item: item.get("sort_order") or 0)
    for item in agenda:
        item["papers"] = []
    for paper in papers:
        number = paper.pop("agenda_item", None) or 0
        if not 0 < number <= len(agenda):
            kept = next((item for item in agenda if item["title"] == LOOSE), None)
            kept or agenda.append(loose(content, len(agenda) + 1, owners.get(paper["pk"])))
            number = agenda.index(kept) + 1 if kept else len(agenda)
        paper["item"] = agenda[number - 1]["pk"]
        del paper["meeting"]
        agenda[number - 1]["papers"].append(paper)
    return agenda


def loose(content, order, pk):
    return {"pk": pk, "sort_order": order, "meeting": content["pk"], "title": LOOSE, "papers": []}


class Migration(migrations.Migration):
    dependencies = [("forum", "0002_life_of_a_meeting"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(tie, migrations.RunPython.noop, elidable=True)]
