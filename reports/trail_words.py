"""What the verbs of this app's trail are called; core.trail_text shows them."""

from django.utils.translation import gettext_lazy, pgettext_lazy

VERBS = {
    "report_written": gettext_lazy("Written from the records"),
    "passage_edited": gettext_lazy("Passage edited"),
    "passage_figures": gettext_lazy("New figures put into a passage"),
    "passage_dropped": gettext_lazy("Edit taken back"),
    "report_finished": gettext_lazy("Made final"),
    "report_reopened": pgettext_lazy("report", "Opened again"),
}
ICONS = {
    "passage_edited": "pencil",
    "report_finished": "flag",
    "report_reopened": "unlock",
    "report_written": "refresh",
}
FIELDS = {
    "passage": gettext_lazy("Passage"),
    "text": gettext_lazy("Text"),
    "changed": gettext_lazy("Figures changed"),
    "version": gettext_lazy("Version"),
}
