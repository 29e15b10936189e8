/**
 * `<live-table>`: a window on a long list that lives on the server. Never more rows in the page
 * than are needed to fill it. Tells `need` (from, count), `sort`, `open` and `held`: rows keep
 * their order while the pointer or the focus is on them.
 * @module
 */
import { LitElement, html } from 'lit';
import { t } from '../app/i18n.js';

const ROWS_MAX = 60;
const SPARE = 4;

/** @typedef {{id: string, label: string, kind?: string, sort?: string,
 *  cell: (row: any) => unknown}} Column */

class LiveTable extends LitElement {
  static properties = {
    columns: { attribute: false }, rows: { attribute: false }, from: { attribute: false },
    total: { attribute: false }, sort: { attribute: false }, order: { attribute: false },
    label: {}, cursor: { state: true },
  };

  constructor() {
    super();
    this.columns = /** @type {Column[]} */ ([]);
    this.rows = /** @type {any[]} */ ([]);
    this.from = 0;
    this.total = 0;
    this.sort = '';
    this.order = '';
    this.label = '';
    this.cursor = /** @type {number | null} */ (null);
    this.held = false;
    this.rowHeight = 28;
  }

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.rowHeight = this.#measure();
    this.observer = new ResizeObserver(() => {
      this.rowHeight = this.#measure();
      this.#need();
    });
    this.observer.observe(this);
    for (const name of ['pointerenter', 'pointerleave', 'focusin', 'focusout']) {
      this.addEventListener(name, this.#holding);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  #measure() {
    const probe = document.createElement('i');
    probe.className = 'row-probe';
    this.append(probe);
    const height = probe.getBoundingClientRect().height || 28;
    probe.remove();
    return height;
  }

  #holding = () => setTimeout(() => {
    const held = this.matches(':hover') || this.contains(document.activeElement);
    if (held !== this.held) {
      this.held = held;
      this.dispatchEvent(new CustomEvent('held', { detail: held }));
    }
  });

  get scroller() {
    return /** @type {HTMLElement | null} */ (this.querySelector('.scroller'));
  }

  #need = () => {
    const scroller = this.scroller;
    if (!scroller) return;
    const visible = Math.ceil(scroller.clientHeight / this.rowHeight) + 2 * SPARE;
    const count = Math.max(1, Math.min(ROWS_MAX, visible));
    const from = Math.max(0, Math.floor(scroller.scrollTop / this.rowHeight) - SPARE);
    this.dispatchEvent(new CustomEvent('need', { detail: { from, count } }));
  };

  firstUpdated() {
    this.#need();
  }

  top() {
    this.scroller?.scrollTo({ top: 0 });
  }

  /** Moves the cursor by so many rows, or to the first. @param {number} by */
  step(by) {
    const at = this.rows.findIndex((row) => row?.id === this.cursor);
    const next = at < 0 ? 0 : Math.max(0, Math.min(this.rows.length - 1, at + by));
    if (this.rows[next]) this.#focus(this.rows[next].id);
  }

  openCursor() {
    if (this.cursor !== null) this.#open(this.cursor);
  }

  /** @param {number} id */
  async #focus(id) {
    this.cursor = id;
    await this.updateComplete;
    const row = /** @type {HTMLElement | null} */ (this.querySelector('[aria-current="true"]'));
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {number} id */
  #open(id) {
    this.cursor = id;
    this.dispatchEvent(new CustomEvent('open', { detail: id }));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) this.step(by);
    else if (event.key === 'Enter' && event.target !== this.scroller) this.openCursor();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Column} column */
  #head(column) {
    const sorted = column.sort && column.sort === this.sort;
    const kind = `${column.id} ${column.kind || ''}`;
    if (!column.sort) return html`<span role="columnheader" class=${kind}>${column.label}</span>`;
    const aria = sorted ? (this.order === 'asc' ? 'ascending' : 'descending') : 'none';
    return html`<span role="columnheader" class=${kind} aria-sort=${aria}><button
      @click=${() => this.dispatchEvent(new CustomEvent('sort', { detail: column.sort }))}
      >${column.label}<i aria-hidden="true">${sorted ? (this.order === 'asc' ? '↑' : '↓') : ''}</i
      ></button></span>`;
  }

  /** @param {any} row @param {number} index */
  #row(row, index) {
    const place = `translateY(${(this.from + index) * this.rowHeight}px)`;
    const current = row.id === this.cursor;
    return html`<div class="row ${row.state}" role="row" aria-rowindex=${this.from + index + 2}
      aria-current=${current ? 'true' : 'false'} tabindex=${current || index === 0 ? 0 : -1}
      .style=${'transform:' + place} @click=${() => this.#open(row.id)}
      >${this.columns.map((column) => html`<span role="cell" class="${column.id} ${
        column.kind || ''}">${column.cell(row)}</span>`)}</div>`;
  }

  render() {
    const rows = this.rows.slice(0, ROWS_MAX);
    return html`<div class="scroller" role="table" aria-label=${this.label} tabindex="0"
      aria-rowcount=${this.total + 1} @scroll=${this.#need} @keydown=${this.#key}>
      <div role="rowgroup" class="heads"><div class="row titles" role="row" aria-rowindex="1"
        >${this.columns.map((column) => this.#head(column))}</div></div>
      <div role="rowgroup" class="all" .style=${`height:${this.total * this.rowHeight}px`}
        >${rows.map((row, index) => this.#row(row, index))}</div></div>
      ${this.total === 0 ? html`<p class="empty">${t('table.empty')}</p>` : ''}`;
  }
}

customElements.define('live-table', LiveTable);
