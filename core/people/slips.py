"""Password slips as Excel, made in memory: nothing of it touches a disk of ours."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.files_out.exports import ExcelBook
from core.people.passwords import Slip


def slips_file(slips: Iterable[Slip], site: str):
    """The open file, at its beginning. site: where the person signs in."""
    book = ExcelBook(in_memory=True)
    table = book.add_table(
        _("Password slips"),
        (
            ("姓名", "person.display_name"),
            ("账号", "person.username"),
            ("一次性密码", "password"),
            ("登录网址", lambda slip: site),
        ),
    )
    for slip in slips:
        table.add(slip)
    return book.finish()
