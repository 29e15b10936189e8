/**
 * `<line-panel name-id>`: one line, live and back to a year, with its session and the history of
 * its drops. Fills the drawer of the live page and the page of a line. With `line-id` its past is
 * that line's alone, without what the name was to a former customer.
 * @module
 */
import { LitElement, html } from 'lit';
import { get } from '../../app/api.js';
import { format, t } from '../../app/i18n.js';
import { sentence } from '../../app/series.js';
import { PRESETS, span, stamp } from '../../app/time.js';
import { icon } from '../../ui/icon.js';
import { openModal } from '../../ui/modal.js';
import { seriesTable } from '../../ui/series-table.js';
import { percentile } from './core-chart.js';
import '../../ui/time-chart.js';
import './line-sessions.js';

const LIVE_EVERY = 5_000;
const GRAPHS = /** @type {Record<string, number>} */ ({
  live: PRESETS['15m'], day: PRESETS['24h'], week: PRESETS['7d'], month: PRESETS['30d'],
  year: PRESETS['1y'],
});

class LinePanel extends LitElement {
  static properties = {
    nameId: { attribute: 'name-id', type: Number },
    lineId: { attribute: 'line-id', type: Number }, detail: { state: true },
    graph: { state: true }, series: { state: true }, failure: { state: true },
  };

  constructor() {
    super();
    this.nameId = 0;
    this.lineId = 0;
    this.detail = /** @type {any} */ (null);
    this.graph = 'live';
    this.series = /** @type {any} */ (null);
    this.failure = '';
    this.timer = 0;
    this.asked = new AbortController();
  }

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.graph === 'live' && this.#load(), LIVE_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.asked.abort();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('nameId') && this.nameId) {
      this.detail = null;
      this.#detail();
    }
    if ((changed.has('nameId') || changed.has('graph')) && this.nameId) {
      this.series = null;
      this.#load();
    }
  }

  async #detail() {
    const asked = this.nameId;
    try {
      const detail = await get('/api/names/' + asked);
      if (asked === this.nameId) this.detail = detail;
    } catch (error) {
      this.failure = String(/** @type {Error} */ (error).message);
    }
  }

  async #load() {
    this.asked.abort();
    this.asked = new AbortController();
    try {
      this.series = this.graph === 'live' ? await this.#live() : await this.#past();
      this.failure = '';
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      if (name !== 'AbortError') this.failure = message;
    }
  }

  /** From the collector's memory: opening a graph asks no router anything. */
  async #live() {
    const history = await get('/api/live/names/' + this.nameId, this.asked.signal);
    const bits = (/** @type {number | null} */ kbps) => (kbps === null ? null : kbps * 1000);
    const to = Date.now();
    return { from: to - GRAPHS.live, to, t: history.t, gaps: [], p95: null,
      down: history.down.map(bits), up: history.up.map(bits) };
  }

  #past() {
    const to = Date.now();
    const range = `from=${to - GRAPHS[this.graph]}&to=${to}`;
    const whose = this.lineId ? 'lines/' + this.lineId : 'names/' + this.nameId;
    return get(`/api/usage/${whose}?${range}`, this.asked.signal);
  }

  updated() {
    const chart = /** @type {any} */ (this.querySelector('time-chart'));
    if (!chart || !this.series || chart.shown === this.series) return;
    chart.shown = this.series;
    chart.show({ ...this.series, lines: percentile(this.series), bands: [] });
    chart.describe(sentence(this.series, this.detail?.name.name || t('column.name')));
  }

  #facts() {
    const { name, line, sessions } = this.detail;
    const session = sessions[0];
    const facts = [
      [t('column.router'), html`<a href="/routers/${name.router}">${name.routerName}</a>`],
      [t('fact.address'), session?.address ? html`<code>${session.address}</code>` : '–'],
      [t('fact.mac'), session?.callerId ? html`<code>${session.callerId}</code>` : '–'],
      [t('fact.since'), session ? t('fact.ago', { time: stamp(session.started),
        span: span(Date.now() - session.started) }) : t('fact.offline')],
      [t('fact.rate'), line?.rateBps ? format.rate(line.rateBps) : t('fact.no-rate')],
      [t('fact.place'), line?.address ? html`<span class="private">${line.address}</span>` : '–'],
    ];
    return html`<dl class="facts">${facts.map(([term, fact]) =>
      html`<div><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl>`;
  }

  #state() {
    const on = this.detail.sessions.length > 0;
    return html`<span class="pill ${on ? 'good' : 'dim'}">${icon(on ? 'circle-check' : 'circle-minus')}
      ${t(on ? 'state.online' : 'state.offline')}</span>`;
  }

  #head() {
    if (!this.detail) return html`<div class="title"><h2>${t('loading')}</h2></div>`;
    const { name, line } = this.detail;
    return html`<div class="title"><h2><code>${name.name}</code></h2>${this.#state()}
      ${line ? '' : html`<span class="tag warn">${t('unaccounted')}</span>`}
      <p class="private">${line?.label || ''}</p></div>`;
  }

  #figures() {
    if (!this.series) return html`<p class="figures"></p>`;
    const { down, up, total } = this.series;
    const now = (/** @type {(number|null)[]} */ values) => values.at(-1) ?? null;
    if (total) {
      return html`<p class="figures number"><b>${format.volume(total.down)}</b> ${t('download')}
        <b>${format.volume(total.up)}</b> ${t('upload')}</p>`;
    }
    const say = (/** @type {number|null} */ v) => (v === null ? '–' : format.rate(v));
    return html`<p class="figures number"><b>${say(now(down))}</b> ${t('download')}
      <b>${say(now(up))}</b> ${t('upload')}</p>`;
  }

  render() {
    return html`${this.#head()}${this.detail ? this.#facts() : ''}
      <div class="tabs" role="group" aria-label=${t('graph.range')}>${Object.keys(GRAPHS).map(
        (graph) => html`<button class="chip" aria-pressed=${graph === this.graph}
          @click=${() => { this.graph = graph; }}>${t('graph.' + graph)}</button>`)}
        <span class="grow"></span><button class="link" ?disabled=${!this.series}
          @click=${() => openModal(seriesTable(this.series), t('chart.table'), 'tall')}
          >${t('chart.as-table')}</button></div>
      ${this.#figures()}<time-chart class="small"></time-chart>
      ${this.failure ? html`<p class="notice bad" role="status">${icon('circle-alert')}${
        this.failure}</p>` : ''}
      <line-sessions name-id=${this.nameId} line-id=${this.lineId}></line-sessions>`;
  }
}

customElements.define('line-panel', LinePanel);
