/**
 * `<live-usage>`: the live table, a window that the server sorts, filters and searches.
 * @module
 */
import { LitElement, html } from 'lit';
import { stream, unpack } from '../../app/live.js';
import { count, format, t } from '../../app/i18n.js';
import { changeUrl, fromUrl, hear, tell } from '../../app/page.js';
import { hourSecond } from '../../app/time.js';
import { liveColumns } from './live-columns.js';
import '../../ui/live-table.js';

const CHIPS = /** @type {Record<string, {only: string, sort: string, order: string}>} */ ({
  top: { only: 'all', sort: 'down', order: 'desc' },
  dropped: { only: 'dropped', sort: 'down', order: 'desc' },
  idle: { only: 'silent', sort: 'name', order: 'asc' },
  unaccounted: { only: 'unaccounted', sort: 'down', order: 'desc' },
});
const SPARK_STEP = 15_000;
const POINTS = 60;

class LiveUsage extends LitElement {
  static properties = { shown: { state: true }, chip: { state: true }, held: { state: true } };

  constructor() {
    super();
    this.chip = Object.hasOwn(CHIPS, fromUrl('show')) ? fromUrl('show') : 'top';
    this.shown = { from: 0, matching: 0, ids: /** @type {number[]} */ ([]) };
    this.newest = this.shown;
    this.held = false;
    this.time = 0;
    /** @type {Map<number, any>} */ this.lines = new Map();
    this.routers = JSON.parse(this.dataset.routers || '{}');
    this.peak = 1;
    /** @type {(() => void)[]} */ this.ends = [];
  }

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#choose(this.chip);
    stream.window.search = fromUrl('search');
    const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ heard) => {
      const listener = (/** @type {any} */ event) => heard(event.detail);
      stream.addEventListener(name, listener);
      return () => stream.removeEventListener(name, listener);
    };
    this.ends = [
      on('window', (data) => this.#window(data)),
      on('rates', (data) => this.#rates(data)),
      hear('search', (search) => this.#search(search)),
      hear('row', (by) => this.table?.step(by)),
      hear('row-open', () => this.table?.openCursor()),
      stream.use(),
    ];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const end of this.ends) end();
  }

  get table() {
    return /** @type {any} */ (this.querySelector('live-table'));
  }

  /** Rows describe only what is new in the window. @param {any} data */
  #window(data) {
    const known = this.lines;
    this.lines = new Map();
    for (const id of [...data.ids, ...this.shown.ids]) {
      const row = known.get(id);
      if (row) this.lines.set(id, row);
    }
    for (const row of data.rows) {
      const history = unpack(row.down || '', row.peak);
      this.lines.set(row.id, { ...known.get(row.id), ...row, history, down: undefined, up: undefined });
    }
    this.newest = { from: data.from, matching: data.matching, ids: data.ids };
    if (stream.paused && this.shown.ids.length && data.from === this.shown.from) return;
    if (!this.held || data.from !== this.shown.from || !this.shown.ids.length) {
      this.shown = this.newest;
    }
  }

  /** @param {{t: number, down: (number|null)[], up: (number|null)[], state?: string}} data */
  #rates(data) {
    if (stream.paused) return;
    const push = Math.floor(data.t / SPARK_STEP) !== Math.floor(this.time / SPARK_STEP);
    this.newest.ids.forEach((id, i) => {
      const row = this.lines.get(id);
      if (!row) return;
      row.down = data.down[i];
      row.up = data.up[i];
      row.state = data.state?.[i];
      if (push && this.time) row.history = [...row.history, row.down].slice(-POINTS);
    });
    this.time = data.t;
    this.peak = Math.max(1, ...data.down.map((rate) => rate || 0));
    this.requestUpdate();
  }

  /** @param {boolean} held */
  #hold(held) {
    this.held = held;
    if (!held && !stream.paused) this.shown = this.newest;
  }

  /** @param {string} chip */
  #choose(chip) {
    this.chip = chip;
    const { only, sort, order } = CHIPS[chip];
    stream.move({ filter: { only }, sort, order, from: 0 });
    changeUrl({ show: chip === 'top' ? null : chip });
    this.table?.top();
  }

  /** @param {string} sort */
  #sort(sort) {
    const same = stream.window.sort === sort;
    const falling = ['down', 'up'].includes(sort);
    const order = same ? (stream.window.order === 'asc' ? 'desc' : 'asc') : falling ? 'desc' : 'asc';
    stream.move({ sort, order, from: 0 });
    this.table?.top();
    this.requestUpdate();
  }

  /** @param {string} search */
  #search(search) {
    stream.move({ search, from: 0 });
    changeUrl({ search });
    this.table?.top();
  }

  #foot() {
    const when = this.time ? t('updated', { time: format.digits(hourSecond(this.time)) }) : '';
    return html`<footer class="foot"><span class="keys-hint">${t('table.keys')}</span>
      <span class="grow"></span>${this.held ? html`<span>${t('table.held')}</span>` : ''}
      <span class="number">${when}</span></footer>`;
  }

  render() {
    const rows = this.shown.ids.map((id) => this.lines.get(id)).filter((row) => row);
    const { sort, order } = stream.window;
    return html`<header class="head"><h2>${t('live.title')}</h2>
      <div class="chips" role="group" aria-label=${t('live.filter')}>${Object.keys(CHIPS).map(
        (chip) => html`<button class="chip" aria-pressed=${chip === this.chip}
          @click=${() => this.#choose(chip)}>${t('chip.' + chip)}</button>`)}</div>
      <span class="sub">${count('live.lines', this.shown.matching)}</span></header>
      <live-table .columns=${liveColumns(this.routers, this.peak)} .rows=${rows} .from=${this.shown.from}
        .total=${this.shown.matching} .sort=${sort} .order=${order} label=${t('live.title')}
        @need=${(/** @type {CustomEvent} */ e) => this.#need(e.detail)}
        @sort=${(/** @type {CustomEvent} */ e) => this.#sort(e.detail)}
        @held=${(/** @type {CustomEvent} */ e) => this.#hold(e.detail)}
        @open=${(/** @type {CustomEvent} */ e) => tell('open-name', e.detail)}></live-table>
      ${this.#foot()}`;
  }

  /** @param {{from: number, count: number}} need */
  #need({ from, count }) {
    if (stream.window.from !== from || stream.window.count !== count) stream.move({ from, count });
  }
}

customElements.define('live-usage', LiveUsage);
