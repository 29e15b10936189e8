/**
 * `<core-chart>`: the whole network, or one router or line (`data-path`), over the page's range.
 * Head and box come from the server; short ranges go on by themselves from the live stream.
 * @module
 */
import { html, render } from 'lit';
import { get } from '../../app/api.js';
import { stream } from '../../app/live.js';
import { format, knows, t } from '../../app/i18n.js';
import { sentence } from '../../app/series.js';
import { changeUrl, comparison, hear, tell } from '../../app/page.js';
import { dayMonth, hourMinute, pageRange, span, stamp } from '../../app/time.js';
import { openModal } from '../../ui/modal.js';
import { seriesTable } from '../../ui/series-table.js';
import '../../ui/time-chart.js';

const REFRESH = 60_000;
const LIVE_RANGE = 3_600_000;
const POINTS_MAX = 300;

/** The date only where the range has more than one. @param {any} series @param {number} time */
const brief = (series, time) => (dayMonth(series.from) === dayMonth(series.to)
  ? format.digits(hourMinute(time)) : stamp(time));

/** The line that the server computed for exactly this range. @param {any} series */
export const percentile = (series) => (series.p95 ? [{
  value: series.p95.larger,
  label: t('chart.p95', { value: format.rate(series.p95.larger),
    direction: t(series.p95.direction === 'up' ? 'upload' : 'download'),
    from: brief(series, series.from), to: brief(series, series.to) }),
}] : []);

/** A kind that has no words yet is still an outage. @param {string} kind */
const kindOf = (kind) => t(knows('kind.' + kind) ? 'kind.' + kind : 'kind.other');

/** The live points, at most `POINTS_MAX`, with the previous period held on the same grid.
 *  @param {any} series @param {{t: number[], down: (number|null)[], up: (number|null)[]}} live */
function onGrid(series, live) {
  const thin = Math.ceil(live.t.length / POINTS_MAX);
  const keep = (/** @type {any[]} */ column) => column.filter((_, i) => i % thin === 0);
  const bits = (/** @type {number | null} */ kbps) => (kbps === null ? null : kbps * 1000);
  const t = keep(live.t);
  const at = (/** @type {number} */ x) =>
    Math.floor((x - series.t[0]) / (series.stepSeconds * 1000));
  const { previous } = series;
  const shift = previous ? series.t[0] - previous.t[0] : 0;
  return { ...series, t, down: keep(live.down).map(bits), up: keep(live.up).map(bits),
    downMax: [], downMin: [], previous: previous && { t: t.map((x) => x - shift),
      down: t.map((x) => previous.down[at(x)] ?? null) } };
}

/** @param {any} outage */
const band = (outage) => ({
  from: outage.from, to: outage.to,
  label: t('chart.band', { what: outage.routerName || t('collector'),
    kind: kindOf(outage.kind), span: span(outage.to - outage.from) }),
});

class CoreChart extends HTMLElement {
  /** @type {any} */ #series = null;
  #bands = /** @type {{from: number, to: number, label: string}[]} */ ([]);
  #timer = 0;
  #asked = new AbortController();
  /** @type {(() => void)[]} */ #ends = [];

  connectedCallback() {
    const rates = (/** @type {any} */ event) => this.#append(event.detail);
    stream.addEventListener('rates', rates);
    this.#ends = [() => stream.removeEventListener('rates', rates), hear('range', () => this.#load()),
      hear('compare', () => this.#load())];
    this.addEventListener('range', this.#brushed);
    this.querySelector('[data-table]')?.addEventListener('click', () => this.#table());
    this.#timer = setInterval(() => !stream.paused && this.#load(), REFRESH);
    this.#load();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#asked.abort();
    this.removeEventListener('range', this.#brushed);
    for (const end of this.#ends) end();
  }

  #brushed = (/** @type {any} */ event) => {
    changeUrl({ ...event.detail, range: null });
    tell('range');
  };

  async #load() {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    const { from, to } = pageRange();
    const range = `from=${Math.round(from)}&to=${Math.round(to)}`;
    const previous = comparison() ? `&previous=${comparison()}` : '';
    try {
      const [series, outages] = await Promise.all([
        get(`/api/usage/${this.dataset.path || 'network'}?${range}${previous}`, signal),
        get(`/api/outages?${range}${this.dataset.router ? `&router=${this.dataset.router}` : ''}`,
          signal),
      ]);
      this.#series = await this.#fine(series, signal);
      this.#bands = outages.items.map(band);
      this.#show();
    } catch (error) {
      if (/** @type {Error} */ (error).name !== 'AbortError') this.#say(String(error));
    }
  }

  /** The last quarter of an hour comes from the collector's memory, a point per second: rollups
   *  have three buckets there. @param {any} series @param {AbortSignal} signal */
  async #fine(series, signal) {
    if (pageRange().preset !== '15m' || this.dataset.path) return series;
    const live = await get('/api/live/network', signal).catch(() => null);
    if (!live?.t.length) return series;
    return onGrid(series, live);
  }

  #show() {
    const chart = /** @type {any} */ (this.querySelector('time-chart'));
    const series = this.#series;
    const previousLabel = comparison() ? t('compare.' + comparison()) : '';
    chart.show({ ...series, bands: this.#bands, lines: percentile(series), previousLabel });
    chart.describe(sentence(series, this.dataset.title || ''));
    this.querySelector('[data-previous]')?.toggleAttribute('hidden', !series.previous);
    const previous = this.querySelector('[data-previous] span');
    if (previous) previous.textContent = previousLabel;
    const known = series.down.some((/** @type {number|null} */ v) => v !== null);
    this.#say(known ? '' : t('chart.empty', { from: stamp(series.from), to: stamp(series.to) }));
    const list = /** @type {HTMLElement | null} */ (this.querySelector('[data-bands]'));
    if (list) render(this.#bands.map((b) => html`<li>${stamp(b.from)} ${b.label}</li>`), list);
  }

  /** @param {string} sentence */
  #say(sentence) {
    const place = this.querySelector('[data-says]');
    if (place) place.textContent = sentence;
  }

  /** @param {{t: number, totals: {down: number | null, up: number | null}}} rates kbit/s */
  #append({ t: time, totals }) {
    const series = this.#series;
    const { preset, from, to } = pageRange();
    if (!series || stream.paused || this.dataset.path || preset === 'custom') return;
    if (to - from > LIVE_RANGE || time - series.t.at(-1) < stream.intervalMillis) return;
    series.t.push(time);
    series.down.push(totals.down === null ? null : totals.down * 1000);
    series.up.push(totals.up === null ? null : totals.up * 1000);
    const old = series.t.findIndex((/** @type {number} */ x) => x >= from);
    for (const column of [series.t, series.down, series.up]) column.splice(0, Math.max(0, old));
    series.previous?.t.splice(0, Math.max(0, old));
    series.previous?.down.splice(0, Math.max(0, old));
    Object.assign(series, { from: Math.round(from), to: time, downMax: [], downMin: [] });
    this.#show();
  }

  #table() {
    if (this.#series) openModal(seriesTable(this.#series), t('chart.table'), 'tall');
  }
}

customElements.define('core-chart', CoreChart);
