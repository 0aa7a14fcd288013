"""The generic list page. A list of an app is a declaration:

    class TaskList(ListPage):
        model = RectificationTask
        template_name = "rectification/list.html"      # extends layouts/list.html
        filterset_class = TaskFilter                   # see core/filters.py; its form is the page's filter bar
        sorts = {"deadline": ("deadline", "pk"), "unit": ("unit__name", "pk")}   # ?sort=unit, ?sort=-unit; first: the default
        filter_more = "unit state"                     # filters that hide behind a button on a phone
        export_name = _("Ledger of tasks")             # the page's heading too, unless `heading` says another
        above = ("overview", _("Overview"))            # the page it belongs to: its address by name, and its words
        export_columns = ((_("Number"), "number"), (_("Unit"), "unit.name"))     # see core/files_out/exports.py
        comes_back = TASKS                             # the core.table_in.service.TableIn of these columns

        def get_queryset(self):                        # default: model.objects.visible_to(user)
            return super().get_queryset().for_list()

The filter, the order and the page live in the address. `?format=csv` and `?format=xlsx` give exactly the filtered rows, all
pages of them. A value that can't be understood is left out and named in `ignored`: no address ends in an error.
"""

from copy import copy

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models.expressions import OrderBy
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView

from core.files_out.exports import FORMATS, table_response
from core.table_in.service import TableIn

GROUPED_BY = ("removed_at", "is_active", "is_unread")
"""What may stand before the order that a list's key names: it keeps rows apart, or is there for an index."""


class ListPage(ListView):
    """Rows that the user may see: filtered, sorted, paged, exported.

    In the template: heading, above, object_list, page_obj, pages, filter, facets, filter_more, ignored, sort, sort_falls,
    default_sort, and the parts of the address that links keep: page_query (all but the page), sort_query (all but order and page),
    export_query.
    """

    paginate_by = 25
    filterset_class = None
    filter_more = ""
    sorts: dict[str, tuple[str, ...]] = {}
    heading = ""
    above: tuple[str, str] | None = None
    export_columns: tuple = ()
    export_name = ""
    export_chunk = 2000
    comes_back: TableIn | None = None

    def get(self, request, *args, **kwargs):
        self.ignored: list[str] = []
        self.filter = None
        self.sort = self._chosen_sort()
        wanted = request.GET.get("format", "")
        if wanted in FORMATS and self.export_columns:
            return self._export(wanted)
        if wanted:
            self.ignored.append(_("File format"))
        return self.render_to_response(self.get_context_data())  # which asks for the rows itself

    def get_queryset(self):
        """The rows that the user may see, before filter and order; an app adds its joins here."""
        return self.model.objects.visible_to(self.request.user)

    def get_facets(self) -> dict:
        """Counts and icons at the choices of radio filters, see core/filterbar.py."""
        return {}

    def get_above(self) -> tuple[str, str] | None:
        """Where the page above lies, and what it is called."""
        return self.above and (reverse(self.above[0]), self.above[1])

    def filtered(self):
        """The rows of this page's address, in its order."""
        rows = self.get_queryset()
        if self.filterset_class:
            self.filter = self.filterset_class(self.request.GET, queryset=rows, request=self.request)
            rows = self.filter.qs  # leaves out fields whose value is no good
            self.ignored += [str(self.filter.form.fields[name].label) for name in self.filter.form.errors]
        if self.sort:
            rows = rows.order_by(*self._order())
        return rows

    def get_context_data(self, **kwargs):
        self.object_list = self.filtered()
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {
            "heading": self.heading or self.export_name,
            "above": self.get_above(),
            "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "filter": self.filter,
            "facets": self.get_facets(),
            "filter_more": self.filter_more,
            "ignored": self.ignored,
            "sort": self.sort,
            "sort_falls": bool(self.sort) and self._sort_falls,
            "default_sort": self._default_sort,
            "clear_path": self.request.path if self._is_filtered() else "",
            "page_query": self._query_without("page"),
            "sort_query": self._query_without("page", "sort"),
            "export_query": self._query_without("page", "format") if self.export_columns else None,
            "import_path": self._import_path(),
        }

    def paginate_queryset(self, queryset, page_size):
        """Like Django's, but a page that doesn't exist is the nearest one that does."""
        paginator = self.get_paginator(queryset, page_size)
        wanted = self.request.GET.get("page") or 1
        try:
            page = paginator.page(wanted)
        except (PageNotAnInteger, EmptyPage):
            self.ignored.append(_("Page"))
            page = paginator.get_page(wanted)
        return paginator, page, page.object_list, page.has_other_pages()

    @property
    def _default_sort(self) -> str:
        return next(iter(self.sorts), "")

    @property
    def _sort_falls(self) -> bool:
        """Whether what is shown falls, whatever the address calls it: newest first does."""
        first = next((field for field in self._order() if str(field).removeprefix("-") not in GROUPED_BY), "")
        return first.descending if isinstance(first, OrderBy) else first.startswith("-")

    def _chosen_sort(self) -> str:
        wanted = self.request.GET.get("sort", "")
        if wanted.removeprefix("-") in self.sorts:
            return wanted
        if wanted:
            self.ignored.append(_("Sorting"))
        return self._default_sort

    def _order(self) -> list:
        fields = self.sorts[self.sort.removeprefix("-")]
        return [_turned(field) for field in fields] if self.sort.startswith("-") else list(fields)

    def _import_path(self) -> str:
        """Where the list is read back from Excel, for who keeps it."""
        table = self.comes_back
        if table is None or not self.request.user.access.has(*table.roles):
            return ""
        return f"{reverse('inspections:import_new')}?kind={table.code}"

    def _is_filtered(self) -> bool:
        names = self.filter.form.fields if self.filter else ()
        return any(self.request.GET.get(name) for name in names)

    def _query_without(self, *names: str) -> str:
        """The address's query with a trailing '&', ready for one more parameter; '' when nothing is left."""
        query = self.request.GET.copy()
        for name in names:
            query.pop(name, None)
        return f"{query.urlencode()}&" if query else ""

    def _export(self, wanted: str):
        return table_response(wanted, str(self.export_name), self.export_columns, self.export_rows(self.filtered()))

    def export_rows(self, rows):
        """What the file's columns are read from: the filtered rows, all of them; a list may make other rows of them."""
        return rows.iterator(chunk_size=self.export_chunk)


def _turned(field):
    if isinstance(field, OrderBy):
        turned = copy(field)
        turned.reverse_ordering()
        return turned
    return field[1:] if field.startswith("-") else f"-{field}"
