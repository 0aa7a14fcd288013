"""Error pages that need more than a template."""

from django.shortcuts import render

from core.middleware import page_of_form


def csrf_failure(request, reason=""):
    """The page was too old to be accepted, usually because of a sign-in in another window. Nothing that was typed is lost:
    the browser keeps it (static/js/keep-typed.js) and the form's page puts it back."""
    return render(request, "403_csrf.html", {"back": page_of_form(request)}, status=403)
