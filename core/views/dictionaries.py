"""The dictionaries of the office: all of them, one with its words in order, a word, and what is done with it by a button."""

from urllib.parse import urlencode

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
from core.dictionaries.filters import IN_USE, WordFilter
from core.dictionaries.forms import form_of
from core.dictionaries.rows import COUNT_IN_USE, COUNT_RETIRED, book_rows, places_in, word_rows
from core.models import Word
from core.pages import ListPage
from core.thresholds import KEPT_BY
from core.trail_text import trail_of, trail_of_all
from core.views.records import RecordFormMixin, act, say_removed

NEWEST = 10
WORDS_ON_A_PAGE = 50
"""Most dictionaries are put in order on one page."""
STEPS = {"up": -1, "down": 1}
SAID = {
    "retire": gettext_lazy("Retired: it stands on old records only."),
    "restore": gettext_lazy("Restored: it is offered again."),
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


class WordList(ListPage):
    """The words in their own order, the retired ones after them; as a file they come back.

    In the template: rows (WordRow), in_order (may they be moved here?), before, after (are there words in use on earlier or later
    pages?), trail.
    """

    template_name = "core/dictionaries/dictionary.html"
    filterset_class = WordFilter
    sorts = {"place": ("-is_active", "order", "name"), "name": ("name",)}
    paginate_by = WORDS_ON_A_PAGE

    def get(self, request, *args, **kwargs):
        self.dictionary = dictionary_at(request, kwargs["code"])
        self.comes_back = file_of(self.dictionary)
        self.export_columns, self.export_name = self.comes_back.export_columns, self.dictionary.label
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return self.dictionary.rows()

    def get_facets(self):
        n = self.dictionary.model.objects.aggregate(use=COUNT_IN_USE, retired=COUNT_RETIRED)
        return {"state": {state: {"n": count} for state, count in n.items()}}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        model, rows = self.dictionary.model, word_rows(self.dictionary, context["object_list"])
        placed = [row for row in rows if row.place]
        return context | {
            "dictionary": self.dictionary,
            "rows": rows,
            "in_order": bool(placed) and self.sort == "place" and not self.request.GET.get("q"),
            "before": placed and not placed[0].is_first,
            "after": placed and not placed[-1].is_last,
            "trail": trail_of_all(model, dict(model.objects.values_list("pk", "name")), NEWEST),
        }


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
        return redirect(_place_of(self.dictionary, self.object))


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
    word = word_at(dictionary, int(key))
    act(request, move, word=word, step=STEPS[step])
    return redirect(_place_of(dictionary, word, state=request.POST.get("state", ""), moved=f"word-{key}-{step}"))


def _place_of(dictionary: Dictionary, word: Word, state: str = "", **more: str) -> str:
    """Where a word stands in its list: the page, with the filter that was chosen."""
    page = (places_in(dictionary).get(word.pk, 1) - 1) // WORDS_ON_A_PAGE + 1
    query = ({"state": state} if state == IN_USE else {}) | ({"page": page} if page > 1 else {}) | more
    return f"{dictionary.path}{'?' if query else ''}{urlencode(query)}#word-{word.pk}"


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
    """Retires, restores or removes a word."""
    dictionary = dictionary_at(request, code)
    if verb not in CHANGES:
        raise Http404
    word = word_at(dictionary, pk)
    done = act(request, CHANGES[verb], word=word)
    if done and verb in SAID:
        messages.success(request, f"{word.name}{_(': ')}{SAID[verb]}")
    elif done:
        say_removed(request, word)
    return redirect(dictionary.path if done else dictionary.path_of(word))
