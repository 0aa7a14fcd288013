"""People and their posts: kept by the administrator, read by the office. Who leaves: core/views/leaving.py."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import require
from core.errors import NotAllowed
from core.files_out.exports import XLSX_TYPE
from core.models import User
from core.pages import ListPage
from core.people.checks import KEEPERS, READERS
from core.people.filters import PersonFilter
from core.people.forms import EndPostForm, NewPersonForm, PersonForm, PostForm, SlipsForm
from core.people.leaving import take_up_again, why_not
from core.people.list_in import PEOPLE
from core.people.passwords import MOST_AT_ONCE, hand_out_password, hand_out_passwords, unlock, waiting_for_password
from core.people.rows import EXPORT_COLUMNS, export_rows
from core.people.selectors import person_page, person_rows, unit_names
from core.people.services import add_person, edit_person, end_post, give_post
from core.people.slips import slips_file
from core.views.records import act

FORMS = ["GET", "HEAD", "POST"]


class PersonList(ListPage):
    model = User
    template_name = "core/people/list.html"
    filterset_class = PersonFilter
    filter_more = "role unit"
    sorts = {"name": ("-is_active", "display_name", "pk"), "account": ("username", "pk")}
    export_name = gettext_lazy("People and posts")
    export_columns = EXPORT_COLUMNS

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *READERS)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().with_posts()

    def export_rows(self, rows):
        return export_rows(super().export_rows(rows), unit_names())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": person_rows(context["page_obj"], timezone.localdate()),
            "keeps": self.request.user.access.has(*KEEPERS),
        }


def person_at(request, pk: int, *roles: str) -> User:
    """The person of an address, with all posts; 403 for who may not, 404 where there is nobody."""
    require(request.user, *READERS)
    person = get_object_or_404(User.objects.visible_to(request.user).with_posts(), pk=pk)
    if roles:
        require(request.user, *roles)
    return person


@require_safe
def person(request, pk: int):
    shown, now = person_at(request, pk), timezone.now()
    return render(request, "core/people/person.html", person_page(shown, request.user, now, timezone.localdate(now)))


def tried(form, service, **arguments):
    """What the service gave; None where it refused, which is then said on the form."""
    try:
        return service(**arguments)
    except NotAllowed as error:
        raise PermissionDenied(error.messages[0]) from error
    except ValidationError as error:
        form.add_domain_error(error)
        return None


@require_http_methods(FORMS)
def new(request):
    require(request.user, *KEEPERS)
    now = timezone.now()
    form = NewPersonForm(request.POST or None, user=request.user, today=timezone.localdate(now))
    if form.is_valid():
        data = form.cleaned_data
        names = {"name": data.pop("display_name"), "account": data.pop("username")}
        if made := tried(form, add_person, **names, **data, by=request.user, now=now):
            messages.success(request, _("The account is there. Hand out its first password now, or later on a slip."))
            return redirect("person", made.pk)
    return render(request, "core/people/new.html", {"form": form})


@require_http_methods(FORMS)
def edit(request, pk: int):
    shown = person_at(request, pk, *KEEPERS)
    form = PersonForm(request.POST or None, person=shown)
    if form.is_valid():
        names = {"name": form.cleaned_data["display_name"], "account": form.cleaned_data["username"]}
        if tried(form, edit_person, person=shown, **names, by=request.user, now=timezone.now()):
            messages.success(request, _("Saved."))
            return redirect("person", shown.pk)
    return render(request, "core/people/edit.html", {"form": form, "person": shown})


@require_http_methods(FORMS)
def post_new(request, pk: int):
    shown, now = person_at(request, pk, *KEEPERS), timezone.now()
    form = PostForm(request.POST or None, user=request.user, today=timezone.localdate(now))
    if form.is_valid() and tried(form, give_post, person=shown, **form.cleaned_data, by=request.user, now=now):
        messages.success(request, _("The post is given."))
        return redirect("person", shown.pk)
    return render(request, "core/people/post.html", {"form": form, "person": shown})


@require_http_methods(FORMS)
def post_end(request, pk: int, post_pk: int):
    shown = person_at(request, pk, *KEEPERS)
    post = get_object_or_404(shown.posts.visible_to(request.user).select_related("unit"), pk=post_pk)
    form = EndPostForm(request.POST or None, initial={"ends_on": post.ends_on or timezone.localdate()})
    if form.is_valid():
        last = form.cleaned_data["ends_on"]
        if tried(form, end_post, post=post, ends_on=last, by=request.user, now=timezone.now()):
            messages.success(request, _("The last day of the post is kept."))
            return redirect("person", shown.pk)
    may_leave = shown.is_active and why_not(shown, request.user) is None
    context = {"form": form, "person": shown, "post": post, "may_leave": may_leave}
    return render(request, "core/people/post_end.html", context)


@require_safe
def bring_in(request):
    """The upload, with 'people' chosen."""
    require(request.user, *KEEPERS)
    return redirect(f"{reverse('inspections:import_new')}?kind={PEOPLE.code}")


# ---- passwords ----


@never_cache
@require_POST
def password(request, pk: int):
    """Answers with the slip itself: it stands on no other page and can't be fetched again."""
    shown = person_at(request, pk, *KEEPERS)
    try:
        slip = hand_out_password(person=shown, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("person", shown.pk)
    context = {"slips": [slip], "site": request.build_absolute_uri("/"), "person": shown}
    return render(request, "core/people/slips_shown.html", context)


@never_cache
@require_http_methods(FORMS)
def slips(request):
    """Who waits for a password; sent, it answers with the slips, to print or as Excel."""
    require(request.user, *KEEPERS)
    again = request.GET.get("again") == "1"
    people = waiting_for_password(request.user, again=again).exclude(pk=request.user.pk)
    form = SlipsForm(request.POST or None, people=people)
    if form.is_valid():
        chosen = form.cleaned_data["people"]
        if made := tried(form, hand_out_passwords, people=chosen, by=request.user, now=timezone.now()):
            return _handed_out(request, made, form.cleaned_data["shape"])
    rows = person_rows(people.with_posts()[:MOST_AT_ONCE], timezone.localdate())
    context = {"form": form, "rows": rows, "again": again, "count": people.count(), "most": MOST_AT_ONCE}
    return render(request, "core/people/slips.html", context)


def _handed_out(request, made, shape: str):
    site = request.build_absolute_uri("/")
    if shape == "xlsx":
        name = f"{_('Password slips')}.xlsx"
        return FileResponse(slips_file(made, site), as_attachment=True, filename=name, content_type=XLSX_TYPE)
    return render(request, "core/people/slips_shown.html", {"slips": made, "site": site})


@require_POST
def unlock_account(request, pk: int):
    shown = person_at(request, pk, *KEEPERS)
    act(request, unlock, _("Unlocked: the next sign-in can be tried at once."), person=shown)
    return redirect("person", shown.pk)


@require_POST
def again(request, pk: int):
    """Somebody who left comes back."""
    shown = person_at(request, pk, *KEEPERS)
    said = _("The account is in use again. Give it a post, and hand out a password.")
    act(request, take_up_again, said, person=shown)
    return redirect("person", shown.pk)
