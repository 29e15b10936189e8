/**
 * `<bar-chart table columns>`: columns of a table of the same page as bars. The table says it all
 * and stays; without a script there is no chart. `from="foot"` draws the sums, a bar per column.
 * @module
 */
import { format } from '../app/i18n.js';
import { hear } from '../app/page.js';

const TOKENS = ['down', 'up', 'ok', 'fup', 'prev'];

/** @param {HTMLTableRowElement} row @param {number} column in poisha, as taka */
const value = (row, column) => Number(row.cells[column]?.dataset.v) / 100;

/** @param {HTMLElement | undefined} cell */
const text = (cell) => (cell?.textContent || '').trim();

class BarChart extends HTMLElement {
  /** @type {any} */ #chart = null;
  /** @type {any} */ #kit = null;
  /** @type {(() => void)[]} */ #ends = [];

  async connectedCallback() {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', this.getAttribute('label') || '');
    this.replaceChildren(canvas);
    const system = matchMedia('(prefers-color-scheme: dark)');
    const recolour = () => this.#draw();
    system.addEventListener('change', recolour);
    this.#ends = [
      hear('theme', recolour),
      () => system.removeEventListener('change', recolour),
    ];
    this.#kit = await import('./chart-kit.js');
    if (this.isConnected) this.#draw();
  }

  disconnectedCallback() {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** What the table has: labels, and a set of values for each column. */
  #data() {
    const id = this.getAttribute('table') || '';
    const table = /** @type {HTMLTableElement | null} */ (document.getElementById(id));
    const columns = (this.getAttribute('columns') || '').split(' ').map(Number);
    const heads = [...(table?.tHead?.rows[0]?.cells || [])].map(text);
    if (this.getAttribute('from') === 'foot') {
      const row = table?.tFoot?.rows[0];
      const data = row ? columns.map((column) => value(row, column)) : [];
      return { labels: columns.map((column) => heads[column]), datasets: [{ label: text(row?.cells[0]), data }] };
    }
    const rows = [...(table?.tBodies[0]?.rows || [])];
    const datasets = columns.map((column) => (
      { label: heads[column], data: rows.map((row) => value(row, column)) }));
    return { labels: rows.map((row) => text(row.cells[0])), datasets };
  }

  /** Anew in each theme: a bar keeps the colour with which it was made. */
  #draw() {
    const canvas = this.querySelector('canvas');
    if (!canvas || !this.#kit) return;
    this.#chart?.destroy();
    const ink = (/** @type {string} */ token) => this.#kit.colour(this, token);
    const stacked = this.hasAttribute('stacked');
    const { labels, datasets } = this.#data();
    const axis = { border: { color: ink('line-strong') } };
    this.#chart = new this.#kit.Chart(canvas, {
      type: 'bar',
      data: { labels, datasets: datasets.map((set, i) => (
        { ...set, backgroundColor: ink(TOKENS[i % TOKENS.length]) })) },
      options: {
        animation: false, maintainAspectRatio: false, maxBarThickness: 48,
        interaction: { mode: 'index', intersect: false },
        plugins: {
          legend: { display: datasets.length > 1, position: 'bottom',
            labels: { color: ink('ink-2'), boxWidth: 12 } },
          tooltip: { callbacks: { label: (/** @type {any} */ item) =>
            `${item.dataset.label}: ${format.taka(Math.round(item.parsed.y * 100))}` } },
        },
        scales: {
          x: { ...axis, stacked, grid: { display: false },
            ticks: { color: ink('ink-2'), maxRotation: 0, autoSkipPadding: 12 } },
          y: { ...axis, stacked, beginAtZero: true, grid: { color: ink('line') },
            ticks: { color: ink('ink-2'), maxTicksLimit: 6,
              callback: (/** @type {number} */ v) => format.number(v) } },
        },
      },
    });
  }
}

customElements.define('bar-chart', BarChart);
