"""Figures of charts as JSON: django-chartjs's line view, wrapped once for the whole product.

What it gives is the contract at the top of static/js/chart-spec.js: kind of chart, labels, series with a role each (the page's
module takes the colour of a role from the tokens), and what the kind needs beside. Decimals become strings, gaps null.
"""

import json
from decimal import Decimal
from itertools import repeat

from chartjs.views.lines import BaseLineChartView
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

Series = tuple[str, str, list[Decimal | None]]
"""(name, role, values): roles are own, last, other …, values stand in the order of the labels."""


@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
@method_decorator(conditional_page, name="dispatch")
class ChartView(BaseLineChartView):
    """A chart's figures. A subclass gives `get_labels`, `get_series`, and what else its kind needs by `get_extras`."""

    kind = "lines"
    digits = 2

    def get_series(self) -> list[Series]:
        raise NotImplementedError

    def get_extras(self) -> dict:
        """E.g. file, labelTitle, unit, min, max, step, rank, own."""
        return {}

    def get_context_data(self, **kwargs):
        self.series = self.get_series()
        figures = super().get_context_data(**kwargs)
        for name in ("view", *kwargs):  # the view's own path and address would break the ETag and tell its insides
            figures.pop(name, None)
        figures["series"] = figures.pop("datasets")
        return figures | {"kind": self.kind, "digits": self.digits} | self.get_extras()

    def get_providers(self):
        return [name for name, _role, _values in self.series]

    def get_data(self):
        return [values for _name, _role, values in self.series]

    def get_colors(self):
        return repeat(())

    def get_dataset_options(self, index, color):
        return {"role": self.series[index][1]}

    def convert_context_to_json(self, context):
        return json.dumps(context, cls=DjangoJSONEncoder, allow_nan=False, ensure_ascii=False)
