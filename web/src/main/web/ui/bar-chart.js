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
    const recolour = () => this.#paint();
    system.addEventListener('change', recolour);
    this.#ends = [
      hear('theme', recolour),
      () => system.removeEventListener('change', recolour),
    ];
    this.#kit = await import('./chart-kit.js');
    if (this.isConnected) this.#create(canvas);
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

  /** @param {HTMLCanvasElement} canvas */
  #create(canvas) {
    const stacked = this.hasAttribute('stacked');
    const data = this.#data();
    this.#chart = new this.#kit.Chart(canvas, {
      type: 'bar',
      data,
      options: {
        animation: false, maintainAspectRatio: false, maxBarThickness: 48,
        interaction: { mode: 'index', intersect: false },
        plugins: {
          legend: { display: data.datasets.length > 1, position: 'bottom' },
          tooltip: { callbacks: { label: (/** @type {any} */ item) =>
            `${item.dataset.label}: ${format.taka(Math.round(item.parsed.y * 100))}` } },
        },
        scales: {
          x: { stacked, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 } },
          y: { stacked, beginAtZero: true,
            ticks: { maxTicksLimit: 6, callback: (/** @type {number} */ v) => format.number(v) } },
        },
      },
    });
    this.#paint();
  }

  #paint() {
    if (!this.#chart) return;
    const ink = (/** @type {string} */ token) => this.#kit.colour(this, token);
    const { data, options } = this.#chart;
    data.datasets.forEach((/** @type {any} */ set, /** @type {number} */ i) => {
      set.backgroundColor = ink(TOKENS[i % TOKENS.length]);
    });
    options.plugins.legend.labels = { color: ink('ink-2'), boxWidth: 12 };
    for (const scale of Object.values(options.scales)) {
      scale.ticks.color = ink('ink-2');
      scale.grid = { ...scale.grid, color: ink('line') };
      scale.border = { color: ink('line-strong') };
    }
    this.#chart.update('none');
  }
}

customElements.define('bar-chart', BarChart);
