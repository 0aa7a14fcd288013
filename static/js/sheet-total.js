// What stays in view: the running total, how far one is, the tabs of the sections, and whether all is sent.

import { brief, parse, running, show } from './sheet-points.js';

const capOf = (text) => (text ? parse(text) : null);

/** Moves the row of tabs alone: scrollIntoView would move the page under the thumb. */
function showTab(tab) {
  const row = tab.parentElement;
  const right = tab.offsetLeft + tab.offsetWidth;
  if (tab.offsetLeft < row.scrollLeft) row.scrollLeft = tab.offsetLeft;
  else if (right > row.scrollLeft + row.clientWidth) row.scrollLeft = right - row.clientWidth;
}

export class Total {
  constructor(root, items, words) {
    Object.assign(this, { root, items, words });
    this.caps = { bonus: capOf(root.dataset.bonusCap), veto: parse(root.dataset.vetoCap) };
    this.sections = [...root.querySelectorAll('[data-section]')].map((node) => ({
      node,
      lossCap: capOf(node.dataset.lossCap),
      bonusCap: capOf(node.dataset.bonusCap),
      items: items.filter((item) => node.contains(item.node)),
      tab: document.querySelector(`[data-tab="${node.dataset.section}"]`),
      rest: node.querySelector('[data-clean-rest]'),
    }));
    this.followTabs();
  }

  get sums() {
    const sections = this.sections.map(({ lossCap, bonusCap, items }) => ({ lossCap, bonusCap, items }));
    return running(sections, this.caps);
  }

  draw() {
    const { score, lost } = this.sums;
    const missing = this.items.filter((item) => item.isMissing).length;
    const done = this.items.length - missing;
    const out = (name) => document.querySelector(`[data-${name}]`);
    out('total').textContent = score === null ? '—' : show(score);
    out('done').textContent = this.words.done.replace('{done}', done).replace('{left}', missing);
    out('lost').textContent = lost > 0n ? this.words.lost.replace('{lost}', brief(lost)) : '';
    out('done-bar').setAttribute('width', `${(100 * done) / (this.items.length || 1)}%`);
    for (const section of this.sections) this.drawSection(section);
  }

  drawSection({ items, tab, rest }) {
    const missing = items.filter((item) => item.isMissing).length;
    tab.querySelector('span').textContent = `${items.length - missing}/${items.length}`;
    const open = items.filter((item) => item.isOpen).length;
    rest.hidden = open === 0;
    rest.querySelector('span').textContent = this.words.clean_rest.replace('{left}', open);
  }

  /** The tab of the section at the top of the window is the current one. */
  followTabs() {
    const seen = new Set();
    const watch = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) seen[isIntersecting ? 'add' : 'delete'](target);
        const current = this.sections.find(({ node }) => seen.has(node));
        for (const section of this.sections) {
          if (section === current) section.tab.setAttribute('aria-current', 'true');
          else if (current) section.tab.removeAttribute('aria-current');
        }
        if (current) showTab(current.tab);
      },
      { rootMargin: '-110px 0px -40% 0px' },
    );
    for (const { node } of this.sections) watch.observe(node);
  }
}
