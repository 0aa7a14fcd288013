"""A page's form as a browser would send it: everything that stands in it, and what is changed."""

from html.parser import HTMLParser


class PageForm(HTMLParser):
    """The fields of the page's largest form that is posted: names with the values that would be sent."""

    def __init__(self, page: str):
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.now: list[tuple[str, str]] | None = None
        self.select = self.area = ""
        self.options: list[tuple[str, bool]] = []
        self.feed(page)
        self.fields = max(self.forms, key=len, default=[])

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "form" and named.get("method", "").lower() == "post":
            self.now = []
            self.forms.append(self.now)
        if self.now is None:
            return
        name = named.get("name", "")
        if tag == "input" and name and "disabled" not in named:
            self._input(name, named)
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select:
            self.options.append((named.get("value", ""), "selected" in named))
        elif tag == "textarea":
            self.area = name
            self.now.append((name, ""))

    def _input(self, name: str, named: dict) -> None:
        kind = named.get("type", "text")
        if kind in ("file", "submit", "button") or (kind in ("checkbox", "radio") and "checked" not in named):
            return
        self.now.append((name, named.get("value") or ("on" if kind == "checkbox" else "")))

    def handle_data(self, data):
        if self.area:
            name, before = self.now[-1]
            self.now[-1] = (name, before + data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected] or [
                value for value, _s in self.options[:1]
            ]
            self.now += [(self.select, value) for value in chosen]
            self.select = ""


def send(client, address: str, **changes) -> None:
    """Opens the page, changes these fields (None: not sent, as an empty box) and sends its form, which must be taken."""
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    data: dict[str, list[str]] = {}
    for name, value in PageForm(response.content.decode()).fields:
        data.setdefault(name, []).append(value)
    for name, value in changes.items():
        assert value is None or name in data or value == "on", f"{address} has no field {name}: {sorted(data)}"
        data[name] = [] if value is None else [str(value)]
    sent = client.post(response.request["PATH_INFO"] + _query(response), data)
    assert sent.status_code == 302, f"{address}: {sent.status_code}"


def _query(response) -> str:
    query = response.request.get("QUERY_STRING", "")
    return f"?{query}" if query else ""
