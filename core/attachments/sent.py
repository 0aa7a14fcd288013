"""A stored file on its way to the browser."""

import logging

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def sent(file: FieldFile, **options) -> FileResponse:
    """The file's content; options: FileResponse's. Raises Http404 where the record is there and its file is not, e.g. after a disk
    was copied by half: nobody else's fault, so it is told to the administrator's log."""
    try:
        return FileResponse(file.open(), **options)
    except FileNotFoundError as error:
        logger.error("The file %s is missing below DATA_DIR", file.name)
        raise Http404(_("The record is here, its file is missing. Tell the administrator.")) from error
