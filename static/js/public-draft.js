// What was typed stays in this tab until it was sent: a phone that takes a photo may throw the page away meanwhile. Name and
// telephone are not kept. A form that was sent without an answer keeps its ticket too, so that the next try is the same report.

const KEPT = ['place', 'description', 'reason', 'kind', 'position'];

export class Draft {
  constructor(form) {
    this.form = form;
    this.key = `resident:${location.pathname}`;
    form.addEventListener('input', () => this.keep());
  }

  /** Puts back what is there; true where that was something. The server's own answer (a form with faults) counts more. */
  restore() {
    const kept = this.read();
    if (!kept || this.form.querySelector('[aria-invalid="true"]')) return false;
    for (const [name, value] of Object.entries(kept.values)) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    if (kept.ticket) this.form.elements.ticket.value = kept.ticket;
    return Boolean(kept.values.description || kept.values.reason || kept.values.place);
  }

  /** ticket: only once it was sent. */
  keep(ticket = this.read()?.ticket) {
    const values = {};
    for (const name of KEPT) if (this.form.elements[name]) values[name] = this.form.elements[name].value;
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ values, ticket }));
    } catch {
      // this browser keeps nothing: the form works without
    }
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  forget() {
    sessionStorage.removeItem(this.key);
  }
}
