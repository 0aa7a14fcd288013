"""Pages for residents, without an account: report a problem, follow it, say that it is not fixed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_safe

from core.addresses import client_address
from core.attachments.sent import sent
from facilities.models import Point
from rectification.forms.public import NotFixedForm, ReportForm
from rectification.models import PublicReport
from rectification.models.public import number_of
from rectification.selectors.public import public_course
from rectification.services.public import not_fixed_until, say_not_fixed, take_report
from rectification.services.public_guard import check_room, check_tries
from rectification.services.public_photos import released_photos
from rectification.thresholds import FORGET_DAYS
from rectification.transitions import State
from rectification.views.public_page import ResidentPage, not_for_searching, words_for_script
from rectification.views.public_unsent import Unsent, forget, take_along, unsent_of


@login_not_required
@require_safe
def robots(request):
    """/robots.txt: searching machines may knock anywhere. Inside they find the door, and pages they should forget say so themselves
    (X-Robots-Tag), which a machine that is kept from asking never reads."""
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain")


class NewReport(ResidentPage):
    """/public/report/: the form, and the box that finds a report by its number (?number=)."""

    form_class = ReportForm
    template_name = "public/report.html"

    def get(self, request, *args, **kwargs):
        known = _report(self.wanted)
        return redirect(known) if known else super().get(request)

    @property
    def wanted(self) -> str:
        return self.request.GET.get("number", "").strip()[:24]

    @cached_property
    def unsent(self):
        """What was typed to say that a problem is not fixed, too late for that (?instead=<its number>)."""
        unsent = unsent_of(self.request)
        return unsent if unsent and unsent.number == self.request.GET.get("instead") else None

    def get_initial(self):
        point, words = self.point(), {}
        if self.unsent and (report := _report(self.unsent.number)):
            finding = report.task.finding
            point, words = point or finding.point, {"description": self.unsent.words, "place": finding.place}
        return super().get_initial() | ({"point": point.pk} if point else {}) | words

    def point(self) -> Point | None:
        """The point whose label was scanned (?point=<its number>)."""
        pk = self.request.GET.get("point", "")
        return Point.objects.of_own_town().in_use().filter(pk=pk).first() if pk.isdecimal() and len(pk) < 18 else None

    def already(self, key):
        return PublicReport.objects.filter(key=key).first()

    def check_room(self) -> None:
        check_room(client_address(self.request), self.now)

    def act(self, form, key, photos) -> str:
        report = take_report(
            key=key, town=self.town, address=client_address(self.request), now=self.now, photos=photos,
            **form.arguments(),
        )  # fmt: skip
        return report.get_absolute_url()

    def done(self, where: str):
        return forget(super().done(where))

    def get_context_data(self, **kwargs):
        own = {"point": self.point(), "wanted": self.wanted, "forget_days": FORGET_DAYS.value(), "unsent": self.unsent}
        return super().get_context_data(**kwargs) | own


@login_not_required
@not_for_searching
@never_cache
@require_safe
def followed(request, number: str):
    """/public/report/<number>/: what became of it, for whoever has the number."""
    report = _report(number)
    if report is None:
        return render(request, "public/unknown.html", {"wanted": number}, status=404)
    if report.number != number:
        return redirect(report)
    now, task = timezone.now(), report.followed_task()
    context = {
        "report": report,
        "finding": report.task.finding,
        "course": public_course(report, task),
        "until": not_fixed_until(task, now),
        "words": words_for_script(),
    }
    return render(request, "public/followed.html", context)


@method_decorator(not_for_searching, name="dispatch")
class NotFixed(ResidentPage):
    """/public/report/<number>/not-fixed/: words and a photo take the task up again."""

    form_class = NotFixedForm
    template_name = "public/not_fixed.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.report = _report(kwargs["number"])
        if self.report is None:
            raise Http404

    def get(self, request, *args, **kwargs):
        if self.until() is None:
            return redirect(self.report)
        return super().get(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def post(self, request, *args, **kwargs):
        """Too late for this form: its words go along to a new report."""
        if self.until() is None and self.report.followed_task().state == State.CLOSED:
            new = f"{reverse('public_report_new')}?{urlencode({'instead': self.report.number})}"
            return take_along(self.done(new), Unsent(self.report.number, request.POST.get("reason", "").strip()))
        return super().post(request, *args, **kwargs)

    def until(self):
        return not_fixed_until(self.report.followed_task(), self.now)

    def check_room(self) -> None:
        check_tries(client_address(self.request), self.now)

    def already(self, key):
        """Sent a second time: the report's page says where it stands."""
        return self.report if self.until() is None else None

    def act(self, form, key, photos) -> str:
        say_not_fixed(report=self.report, now=self.now, photos=photos, **form.arguments())
        return self.report.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"report": self.report, "until": self.until()}


@login_not_required
@not_for_searching
@never_cache
@require_safe
def photo(request, number: str, key, small: bool):
    """A released photo of this very report; hidden again, it is gone at once."""
    report = get_object_or_404(PublicReport.objects.select_related("task"), number=number)
    for picture in released_photos(report):
        if picture.key == key:
            file = picture.thumb if small else picture.file
            return sent(file, content_type="image/jpeg")
    raise Http404


def _report(number: str) -> PublicReport | None:
    reports = PublicReport.objects.select_related("task__finding__point", "task__duplicate_of")
    wanted = number_of(number)
    return reports.filter(number=wanted).first() if wanted else None
