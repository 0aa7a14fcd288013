"""What I was told, and how I want to be told."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.models import CalendarFeed, Notice, NoticeChoice
from core.pages import ListPage
from core.telling.notice_forms import ChoicesForm, NoticeFilter
from core.telling.notices import KINDS, choose, kinds_for, mark_read


class NoticeList(ListPage):
    """One's own notices, the unread ones first."""

    model = Notice
    template_name = "core/notices.html"
    filterset_class = NoticeFilter
    sorts = {"unread": ("-is_unread", "-at", "-pk")}

    def get_queryset(self):
        return super().get_queryset().with_unread()

    def get_facets(self):
        counts = Notice.objects.visible_to(self.request.user).aggregate(
            all=Count("pk"), unread=Count("pk", filter=Notice.UNREAD)
        )
        return {"read": {"": {"n": counts["all"]}, "no": {"n": counts["unread"]}}}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for notice in context["page_obj"]:
            notice.kind_label = KINDS[notice.kind].label if notice.kind in KINDS else ""
        return context | {"unread": context["facets"]["read"]["no"]["n"]}


def _own(request, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)


@require_POST
def open_notice(request, pk: int):
    """Marks it read and leads to the record. A button and no link: what is only looked at changes nothing."""
    notice = _own(request, pk)
    mark_read(Notice.objects.filter(pk=notice.pk), timezone.now())
    ours = url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None)
    return redirect(notice.path if ours else "notices")


@require_POST
def read_one(request, pk: int):
    notice = _own(request, pk)
    mark_read(Notice.objects.filter(pk=notice.pk), timezone.now())
    return redirect("notices")


@require_POST
def read_all(request):
    count = mark_read(Notice.objects.visible_to(request.user), timezone.now())
    said = ngettext("%(count)s notice marked as read.", "%(count)s notices marked as read.", count)
    messages.success(request, said % {"count": count})
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    """How I want to be told, and the address of my calendar of deadlines."""
    user = request.user
    chosen = {row.kind: row for row in NoticeChoice.objects.filter(user=user)}
    form = ChoicesForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds_for(user.access.roles), chosen=chosen, initial={"email": user.email},
    )  # fmt: skip
    if form.is_valid():
        choose(user=user, email=form.cleaned_data["email"], choices=form.choices())
        messages.success(request, _("Saved."))
        return redirect("notice_choices")
    context = {"form": form, "sends_email": settings.SENDS_EMAIL} | _feed_facts(request)
    return render(request, "core/notice_choices.html", context, status=422 if form.errors else 200)


def _feed_facts(request) -> dict:
    """The person's calendar and its address; webcal: is what calendar programs listen to."""
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = request.build_absolute_uri(feed.get_absolute_url()) if feed else ""
    return {"feed": feed, "feed_address": address, "feed_subscribe": f"webcal:{address.partition(':')[2]}"}
