"""Which folder keeps the photos and papers that this database names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataFolder(models.Model):
    """One row at most, kept by core/running/data_folder.py alone. It is no record of the town: backups leave it out, and a restored
    database takes the folder in which it is restored."""

    key = models.CharField(max_length=32, editable=False, help_text=_("The same stands in a file of the folder."))
    machine = models.CharField(_("machine"), max_length=120)
    path = models.CharField(_("folder"), max_length=400)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = verbose_name_plural = _("data folder")

    def __str__(self):
        return f"{self.machine}:{self.path}"
