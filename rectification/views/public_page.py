"""What every form for residents does: it loses nothing, is sent once, and holds off what is no person.

With the script (static/js/public-report.js) the page stays while it is sent and gets JSON; without it the form comes back as a
page, with the photos that were received.
"""

from base64 import b64encode
from functools import wraps
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView

from core.attachments.unused_photos import drop_photos
from core.errors import DomainError
from core.models import Photo, Unit
from rectification.forms.public import MOST_PHOTOS
from rectification.services.public_guard import TooOld, check_person, give_ticket, read_ticket
from rectification.services.public_waiting import keep_photo, kept_photos, sign_photo


def not_for_searching(view):
    """A page about one report is for whoever has its number, not for searching machines."""

    @wraps(view)
    def marked(*args, **kwargs):
        response = view(*args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return marked


def words_for_script() -> dict[str, str]:
    """What static/js/public-*.js says, in the page's language."""
    return {
        "sending": _("Sending…"),
        "sent_percent": _("Sent: {n}"),
        "no_answer": _("No connection. Nothing is lost: tap 'Send' again when there is one."),
        "server_down": _("The server is busy. Nothing is lost: tap 'Send' again in a moment."),
        "too_large": _("The photos are too large together. Leave one out, then send again."),
        "photo": _("Photo"),
        "remove": _("Leave this photo out"),
        "too_many": _("At most %(most)s photos: the others were left out.") % {"most": MOST_PHOTOS},
        "needs_photo": _("At least one photo is needed."),
        "needs_place": _("Say where: in words, or by the position of your phone."),
        "needs_words": _("Say in a few words what is wrong."),
        "locating": _("Looking for the position…"),
        "located": _("Position noted, accurate to about {n} m."),
        "not_located": _("The phone gave no position. Please write where it is."),
        "copied": _("Copied"),
        "restored": _("What you had typed is back. The photos have to be chosen again."),
    }


@method_decorator([csrf_exempt, login_not_required, never_cache], name="dispatch")
class ResidentPage(FormView):
    """Subclasses say what was sent before (`already`), whether there is room for more (`check_room`) and what is done (`act`,
    which gives the address that follows)."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.now, self.town = timezone.now(), Unit.objects.home()
        if self.town is None:
            raise Http404

    def dispatch(self, request, *args, **kwargs):
        """What is much too large is refused before it is read: so the token against forgery is looked at after that."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > (MOST_PHOTOS * settings.PHOTO_MAX_BYTES + 1_000_000):
            return HttpResponse(words_for_script()["too_large"], status=413, content_type="text/plain; charset=utf-8")
        return super().dispatch(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def post(self, request, *args, **kwargs):
        ticket = read_ticket(request.POST.get("ticket", ""))
        if known := self.already(ticket.key if ticket else None):
            return self.done(known.get_absolute_url())
        form, self.key = self.get_form(), ticket.key if ticket else uuid4()
        form.full_clean()
        has_room = self.look_at(form, ticket)
        new = self.receive(form, keep=has_room and (form.is_valid() or not self.is_script))
        if not form.is_valid():
            return self.refuse(form, new)
        try:
            return self.done(self.act(form, self.key, self.photos))
        except ValidationError as error:
            form.add_domain_error(error)
            return self.refuse(form, new)

    def already(self, key: UUID | None):
        """The report that this form made before; None if it made none yet."""

    def check_room(self) -> None:
        """Raises DomainError when no more is taken for now."""

    def act(self, form, key: UUID, photos: list[Photo]) -> str:
        raise NotImplementedError

    def look_at(self, form, ticket) -> bool:
        """Says at the form what speaks against a person having sent it; gives whether its photos may be stored."""
        self.ticket_text = self.request.POST.get("ticket", "")
        try:
            self.check_room()
        except DomainError as error:
            form.add_domain_error(error)
            return False
        try:
            check_person(ticket, self.request.POST.get("website", ""), self.now)
        except TooOld as error:
            self.ticket_text = give_ticket(self.now, self.key)
            form.add_domain_error(error)
        except DomainError as error:
            form.add_domain_error(error)
        return True

    def receive(self, form, keep: bool) -> list[Photo]:
        """Stores the photos that came now (which it gives), and finds those that were received with the try before."""
        self.photos = kept_photos(self.request.POST.getlist("kept"), town=self.town, form_key=self.key)
        uploads = form.cleaned_data.get("photos", []) if keep else []
        if len(self.photos) + len(uploads) > MOST_PHOTOS:
            form.add_error("photos", _("Send at most %(most)s photos at once.") % {"most": MOST_PHOTOS})
            uploads = []
        new = [photo for upload in uploads if (photo := self._stored(form, upload))]
        self.photos += new
        if keep or self.photos:
            form.keep([self._shown(photo) for photo in self.photos])
        return new

    def _stored(self, form, upload) -> Photo | None:
        try:
            return keep_photo(upload, town=self.town, now=self.now)
        except DomainError as error:
            form.add_error("photos", error)
            return None

    def _shown(self, photo: Photo) -> dict:
        """The small picture stands in the page itself: nobody without an account is given an address of a photo."""
        with photo.thumb.open() as file:
            picture = b64encode(file.read()).decode()
        return {"signed": sign_photo(photo, self.key), "src": f"data:image/jpeg;base64,{picture}"}

    @property
    def is_script(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    def done(self, where: str):
        return JsonResponse({"url": where}, status=201) if self.is_script else redirect(where)

    def refuse(self, form, new: list[Photo]):
        """The script still has its photos, so what it sent just now is not kept twice."""
        if not self.is_script:
            form.renew(self.ticket_text)
            return render(self.request, self.template_name, self.get_context_data(form=form), status=422)
        drop_photos(new)
        errors = {name: list(messages) for name, messages in form.errors.items()}
        return JsonResponse({"errors": errors, "ticket": self.ticket_text}, status=422)

    def get_initial(self):
        return super().get_initial() | {"ticket": give_ticket(self.now)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"words": words_for_script(), "most": MOST_PHOTOS}
