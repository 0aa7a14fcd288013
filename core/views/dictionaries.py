"""The dictionaries of the office: all of them, one with its words in order, a word, and what is done with it by a button."""

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, UpdateView

from core.access import require
from core.dictionaries.book import BOOK, Dictionary, side_of
from core.dictionaries.changes import CHANGES, move, put_in_order
from core.dictionaries.file import file_of
from core.dictionaries.forms import form_of
from core.dictionaries.rows import book_rows, word_rows
from core.files_out.exports import FORMATS, table_response
from core.thresholds import KEPT_BY
from core.trail_text import trail_of, trail_of_all
from core.views.records import RecordFormMixin, act

NEWEST = 10
STEPS = {"up": -1, "down": 1}
SAID = {
    "retire": gettext_lazy("Retired: it stands on old records only."),
    "restore": gettext_lazy("Restored: it is offered again."),
    "take-off": gettext_lazy("Deleted. The history keeps its name."),
}


def dictionary_at(request, code: str) -> Dictionary:
    """The dictionary of an address, for who keeps it."""
    require(request.user, *KEPT_BY)
    if code not in BOOK:
        raise Http404
    return BOOK[code]


def word_at(dictionary: Dictionary, pk: int):
    return get_object_or_404(dictionary.rows(), pk=pk)


@require_safe
def index(request):
    require(request.user, *KEPT_BY)
    return render(request, "core/dictionaries/index.html", {"rows": book_rows()})


@require_safe
def show(request, code: str):
    """The words in their order; `?format=xlsx` or `?format=csv`: as the file that comes back."""
    dictionary = dictionary_at(request, code)
    if (wanted := request.GET.get("format")) in FORMATS:
        return table_response(wanted, str(dictionary.label), file_of(dictionary).export_columns, dictionary.rows())
    rows = word_rows(dictionary)
    context = {
        "dictionary": dictionary,
        "words": [row for row in rows if row.word.is_active],
        "retired": [row for row in rows if not row.word.is_active],
        "trail": trail_of_all(dictionary.model, {row.word.pk: row.word.name for row in rows}, NEWEST),
    }
    return render(request, "core/dictionaries/dictionary.html", context)


class WordForms(RecordFormMixin):
    """A word's form; afterwards the dictionary."""

    template_name = "core/dictionaries/word.html"
    said = gettext_lazy("Saved.")

    @cached_property
    def dictionary(self) -> Dictionary:
        return dictionary_at(self.request, self.kwargs["code"])

    def dispatch(self, request, *args, **kwargs):
        self.model, self.form_class = self.dictionary.model, form_of(self.dictionary)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"dictionary": self.dictionary}

    def go_on(self):
        return redirect(f"{self.dictionary.path}#word-{self.object.pk}")


class WordNew(WordForms, CreateView):
    pass


class WordEdit(WordForms, UpdateView):
    def get_object(self, queryset=None):
        return word_at(self.dictionary, self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        """The stored word beside the form, which may have been given another name just now."""
        stored = word_at(self.dictionary, self.object.pk)
        return super().get_context_data(**kwargs) | side_of(stored) | {"trail": trail_of(stored)}


@require_POST
def order(request, code: str):
    """By a button: move=word-12-up. By dragging: keys=3,1,2 (answered without a page)."""
    dictionary = dictionary_at(request, code)
    if "keys" in request.POST:
        return _dragged(request, dictionary)
    kind, _dash, rest = request.POST.get("move", "").partition("-")
    key, _dash, step = rest.partition("-")
    if kind != "word" or step not in STEPS or not (key.isascii() and key.isdecimal()):
        raise BadRequest
    act(request, move, word=word_at(dictionary, int(key)), step=STEPS[step])
    return redirect(f"{dictionary.path}?moved=word-{key}-{step}#word-{key}")


def _dragged(request, dictionary: Dictionary) -> HttpResponse:
    keys = request.POST["keys"].split(",")
    if not all(key.isascii() and key.isdecimal() for key in keys):
        raise BadRequest
    keys = [int(key) for key in keys]
    try:
        put_in_order(word=word_at(dictionary, keys[0]), keys=keys, by=request.user, now=timezone.now())
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=409)
    return HttpResponse(status=204)


@require_POST
def change(request, code: str, pk: int, verb: str):
    """Retires, restores or deletes a word."""
    dictionary = dictionary_at(request, code)
    if verb not in CHANGES:
        raise Http404
    word = word_at(dictionary, pk)
    done = act(request, CHANGES[verb], word=word)
    if done:
        messages.success(request, f"{word.name}{_(': ')}{SAID[verb]}")
    return redirect(dictionary.path if done else dictionary.path_of(word))
