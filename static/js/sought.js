// <sought-field>: one record chosen among many, or several (templates/core/widgets/sought.html). What fits is asked of the page that the
// form belongs to (core/choosing.py), shown below the field, and chosen with the arrow keys and Enter, with a mouse or a finger. What is
// only typed goes with the form too, and the server finds what it means.
const PAUSE = 200; // ms after the last letter

let numbers = 0;
const make = (name, values) => Object.assign(document.createElement(name), values);

class SoughtField extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    const { key } = this.dataset;
    this.input = this.querySelector(`[name="${key}_words"]`);
    this.shown = this.querySelector(`[name="${key}_shown"]`);
    this.list = make('ul', { id: `sought-${(numbers += 1)}`, className: 'sought__list', role: 'listbox', hidden: true });
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', this.closest('.form-row')?.querySelector('label')?.textContent.trim() ?? '');
    this.says = make('span', { className: 'visually-hidden' });
    this.says.setAttribute('role', 'status');
    this.append(this.list, this.says);
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id }))
      this.input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    const { input } = this;
    // what a script puts back (what was typed before) opens nothing
    input.addEventListener('input', (event) => event.isTrusted && !event.isComposing && this.soon());
    input.addEventListener('compositionend', () => this.soon());
    input.addEventListener('click', () => this.list.hidden && this.ask(input.value === this.shown.value ? '' : input.value));
    input.addEventListener('keydown', (event) => event.isComposing || this.key(event));
    this.addEventListener('focusout', (event) => this.contains(event.relatedTarget) || this.close());
    this.list.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener('click', (event) => this.choose(event.target.closest('[role="option"]')));
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(this.input.value), PAUSE);
  }

  async ask(words) {
    this.asked?.abort();
    this.asked = new AbortController();
    const url = new URL(this.input.form.getAttribute('action') || '', location);
    url.search = new URLSearchParams([...url.searchParams, ['sought', this.dataset.key], ['words', words]]);
    try {
      const answer = await fetch(url, { signal: this.asked.signal, headers: { Accept: 'application/json' } });
      if (answer.ok) this.show(await answer.json());
    } catch {
      this.close(); // asked anew meanwhile, or no network: what is typed goes with the form
    }
  }

  show({ rows, more }) {
    if (!this.contains(document.activeElement)) return;
    const options = rows.map(([key, label], n) => {
      const option = make('li', { id: `${this.list.id}-${n}`, textContent: label });
      option.setAttribute('role', 'option');
      option.dataset.key = key;
      return option;
    });
    const note = rows.length ? more && this.dataset.more : this.dataset.none;
    const last = note ? [make('li', { className: 'sought__note', textContent: note })] : [];
    last.forEach((one) => one.setAttribute('role', 'presentation'));
    this.list.replaceChildren(...options, ...last);
    this.says.textContent = rows.length ? this.dataset.found.replace('{n}', rows.length) : this.dataset.none;
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.mark(null);
  }

  close() {
    clearTimeout(this.waiting);
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.mark(null);
  }

  mark(option) {
    this.marked?.removeAttribute('aria-selected');
    this.marked = option;
    if (!option) return this.input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    return this.input.setAttribute('aria-activedescendant', option.id);
  }

  key(event) {
    const options = [...this.list.querySelectorAll('[role="option"]')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.list.hidden) this.ask(this.input.value === this.shown.value ? '' : this.input.value);
    else if (step) this.mark(options.at((options.indexOf(this.marked) + step + (this.marked || step > 0 ? 0 : 1)) % (options.length || 1)));
    else if (event.key === 'Enter' && this.marked) this.choose(this.marked);
    else if (event.key === 'Escape' && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  choose(option) {
    if (!option) return;
    if (this.dataset.many === undefined) this.take(option);
    else this.tick(option);
    this.close();
    this.input.dispatchEvent(new Event('input', { bubbles: true })); // so that it is kept with what is typed
  }

  take({ dataset, textContent }) {
    this.querySelector(`select[name="${this.dataset.key}"]`)?.replaceWith(make('input', { type: 'hidden', name: this.dataset.key }));
    this.querySelector(`[name="${this.dataset.key}"]`).value = dataset.key;
    this.input.value = this.shown.value = textContent;
  }

  tick({ dataset, textContent }) {
    const ticked = this.querySelector('[data-ticked]');
    this.input.value = this.shown.value = '';
    const there = [...ticked.querySelectorAll('input')].find((one) => one.value === dataset.key);
    if (there) there.checked = true;
    else {
      const label = make('label', { className: 'form-check' });
      const box = make('input', { className: 'form-check-input', type: 'checkbox', name: this.dataset.key, value: dataset.key, checked: true });
      label.append(box, ` ${textContent}`);
      ticked.append(label);
    }
  }
}

customElements.define('sought-field', SoughtField);
