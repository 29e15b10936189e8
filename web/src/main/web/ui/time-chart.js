/**
 * `<time-chart>`: download and upload over time. Gaps stay gaps, the previous period is dashed and
 * keeps its own dates, a drag over the chart chooses a range (event `range`).
 * @module
 */
import { format, t } from '../app/i18n.js';
import { hear, tell } from '../app/page.js';
import { stamp, hourSecond } from '../app/time.js';
import { brush } from './brush.js';

/** @typedef {{t: number[], down: (number|null)[], up: (number|null)[], downMin?: number[],
 *  downMax?: number[], previous?: {t: number[], down: (number|null)[]} | null,
 *  lines?: {value: number, label: string}[], from: number, to: number,
 *  bands?: {from: number, to: number, label: string}[], previousLabel?: string,
 *  unit?: (value: number) => string, names?: string[]}} Series */

/** Above the highest value there is room for a line's label. */
const HEADROOM = 1.12;

/** @param {number[]} times @param {(number|null)[]} values */
const points = (times, values) => times.map((x, i) => ({ x, y: values[i] ?? NaN }));

class TimeChart extends HTMLElement {
  /** @type {any} */ #chart = null;
  /** @type {any} */ #kit = null;
  /** @type {Series | null} */ #series = null;
  #canvas = document.createElement('canvas');
  #brush = document.createElement('div');
  /** @type {(() => void)[]} */ #ends = [];

  async connectedCallback() {
    this.#canvas.setAttribute('role', 'img');
    if (!this.#canvas.ariaLabel) this.describe(this.getAttribute('label') || t('chart.waiting'));
    this.replaceChildren(this.#canvas, this.#brush);
    brush(this.#canvas, this.#brush, (from, to) => this.#choose(from, to));
    this.#canvas.addEventListener('pointerleave', () => tell('crosshair', null));
    const system = matchMedia('(prefers-color-scheme: dark)');
    const recolour = () => this.#paint();
    system.addEventListener('change', recolour);
    this.#ends = [
      hear('theme', recolour),
      hear('crosshair', (x) => this.#crosshair(x)),
      () => system.removeEventListener('change', recolour),
    ];
    this.#kit = await import('./chart-kit.js');
    if (this.isConnected) this.#create();
  }

  disconnectedCallback() {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** @param {string} sentence */
  describe(sentence) {
    this.#canvas.setAttribute('aria-label', sentence);
  }

  /** @param {Series} series */
  show(series) {
    this.#series = series;
    if (!this.#chart) return;
    const { datasets } = this.#chart.data;
    const envelope = Boolean(series.downMax?.length);
    datasets[0].data = points(series.t, series.down);
    datasets[0].fill = envelope ? false : 'origin';
    datasets[1].data = points(series.t, series.up);
    datasets[2].data = series.previous ? points(series.t, series.previous.down) : [];
    datasets[3].data = envelope ? points(series.t, series.downMax || []) : [];
    datasets[4].data = envelope ? points(series.t, series.downMin || []) : [];
    const { x, y } = this.#chart.options.scales;
    x.min = series.from;
    x.max = series.to;
    const values = [...series.down, ...series.up, ...(series.downMax || []),
      ...(series.previous?.down || []), ...(series.lines || []).map((line) => line.value)];
    const top = Math.max(1, ...values.map((value) => value ?? 0));
    y.ticks.stepSize = this.#kit.step125(top / 4);
    y.max = Math.max(Math.ceil(top / y.ticks.stepSize) * y.ticks.stepSize, top * HEADROOM);
    Object.assign(this.#chart.options.plugins.marks, { bands: series.bands, lines: series.lines });
    this.#chart.update('none');
  }

  #create() {
    const { Chart, marks } = this.#kit;
    const line = { data: [], borderWidth: 1.75, borderJoinStyle: 'round' };
    const edge = { data: [], borderWidth: 0 };
    this.#chart = new Chart(this.#canvas, {
      type: 'line',
      plugins: [marks],
      data: { datasets: [{ ...line }, { ...line },
        { ...line, borderWidth: 1.25, borderDash: [3, 3] }, { ...edge, fill: '+1' }, edge] },
      options: {
        animation: false, parsing: false, normalized: true, maintainAspectRatio: false,
        spanGaps: false, elements: { point: { radius: 0, hoverRadius: 3 } },
        interaction: { mode: 'index', intersect: false },
        onHover: (/** @type {any} */ _, /** @type {any[]} */ near) => this.#hover(near),
        plugins: { legend: { display: false }, marks: {}, tooltip: this.#tooltip() },
        scales: {
          x: { type: 'time', time: { minUnit: 'minute' }, grid: { display: false },
            ticks: { maxRotation: 0, autoSkipPadding: 24 } },
          y: { beginAtZero: true, ticks: { includeBounds: false, callback: (/** @type {number} */ v) => this.#tick(v) } },
        },
      },
    });
    this.#paint();
    if (this.#series) this.show(this.#series);
  }

  #tooltip() {
    return {
      filter: (/** @type {any} */ item) => item.datasetIndex < 3 && !Number.isNaN(item.parsed.y),
      callbacks: {
        title: (/** @type {any[]} */ items) => (items[0] ? this.#when(items[0].parsed.x) : ''),
        label: (/** @type {any} */ item) => this.#label(item),
      },
    };
  }

  /** @param {number} time */
  #when(time) {
    const seconds = this.#series && this.#series.to - this.#series.from <= 3_600_000;
    return seconds ? format.digits(hourSecond(time)) : stamp(time);
  }

  /** @param {any} item */
  #label({ datasetIndex, dataIndex, parsed }) {
    const names = this.#series?.names || [t('download'), t('upload')];
    const value = this.#say(parsed.y);
    if (datasetIndex < 2) return `${names[datasetIndex]}: ${value}`;
    const then = this.#series?.previous?.t[dataIndex] || 0;
    return `${this.#series?.previousLabel} (${stamp(then)}): ${value}`;
  }

  /** @param {number} value */
  #say(value) {
    return this.#series?.unit ? this.#series.unit(value) : format.rate(value);
  }

  /** Without zeros that say nothing. @param {number} value */
  #tick(value) {
    return this.#series?.unit ? this.#series.unit(value) : format.axis(value);
  }

  /** @param {any[]} near */
  #hover(near) {
    tell('crosshair', near[0] ? this.#series?.t[near[0].index] ?? null : null);
  }

  /** @param {number | null} time */
  #crosshair(time) {
    if (!this.#chart || this.#chart.options.plugins.marks.crosshair === time) return;
    this.#chart.options.plugins.marks.crosshair = time;
    this.#chart.draw();
  }

  /** @param {number[]} pixels */
  #choose(...pixels) {
    const x = this.#chart?.scales.x;
    if (!x) return;
    const [from, to] = pixels.map((pixel) => Math.round(x.getValueForPixel(pixel)));
    this.dispatchEvent(new CustomEvent('range', { bubbles: true, detail: { from, to } }));
  }

  #paint() {
    if (!this.#chart) return;
    const ink = (/** @type {string} */ token) => this.#kit.colour(this, token);
    const [down, up, previous, high, low] = this.#chart.data.datasets;
    Object.assign(down, { borderColor: ink('down'), backgroundColor: ink('down-soft') });
    up.borderColor = ink('up');
    previous.borderColor = ink('prev');
    Object.assign(high, { backgroundColor: ink('down-soft') });
    low.backgroundColor = 'transparent';
    const font = { family: getComputedStyle(this).fontFamily, size: parseFloat(getComputedStyle(this).getPropertyValue('--t-s')) - 1 };
    for (const axis of Object.values(this.#chart.options.scales)) {
      axis.ticks.color = ink('ink-3');
      axis.ticks.font = font;
      axis.grid.color = axis.grid.tickColor = ink('line');
      axis.border = { color: ink('line') };
    }
    const { marks, tooltip } = this.#chart.options.plugins;
    marks.size = font.size;
    marks.ink = { band: ink('band'), crit: ink('crit'), ink: ink('ink'), strong: ink('line-strong'),
      surface: ink('surface') };
    Object.assign(tooltip, { backgroundColor: ink('ink'), titleColor: ink('surface'),
      bodyColor: ink('surface'), titleFont: font, bodyFont: font });
    this.#chart.update('none');
  }
}

customElements.define('time-chart', TimeChart);
