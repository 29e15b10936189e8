/**
 * `<noc-tiles>`: brings the figures that the server wrote up to date, once a second from the
 * stream, and their comparison with yesterday once a minute.
 * @module
 */
import { get } from '../../app/api.js';
import { stream } from '../../app/live.js';
import { count, format, t } from '../../app/i18n.js';
import { hear } from '../../app/page.js';
import { span } from '../../app/time.js';
import { sparkPath } from '../../ui/spark.js';

const COMPARE_EVERY = 60_000;
const QUARTER = 900_000;
const SPARK_POINTS = 90;
const SAME = 0.5;

/** Mean of what is known, or null. @param {(number | null)[]} values */
function mean(values) {
  const known = values.filter((value) => value !== null);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

class NocTiles extends HTMLElement {
  #points = { t: /** @type {number[]} */ ([]), down: /** @type {(number|null)[]} */ ([]),
    up: /** @type {(number|null)[]} */ ([]), online: /** @type {(number|null)[]} */ ([]) };
  #timer = 0;
  /** @type {(() => void)[]} */ #ends = [];

  connectedCallback() {
    const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ heard) => {
      const listener = (/** @type {any} */ event) => heard(event.detail);
      stream.addEventListener(name, listener);
      this.#ends.push(() => stream.removeEventListener(name, listener));
    };
    on('totals', (data) => this.#history(data));
    on('rates', (data) => this.#rates(data));
    this.#ends.push(hear('alarms', (counts) => this.#alarms(counts)), stream.use());
    this.#timer = setInterval(() => this.#compare(), COMPARE_EVERY);
    this.#compare();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  /** @param {string} tile @param {string} part @param {string} text @param {string} [state] */
  #write(tile, part, text, state) {
    const place = /** @type {HTMLElement | null} */ (
      this.querySelector(`[data-tile="${tile}"] .${part}`));
    if (!place || place.textContent === text) return;
    place.textContent = text;
    if (state !== undefined) place.dataset.state = state;
  }

  /** @param {string} tile @param {(number | null)[]} values */
  #draw(tile, values) {
    const path = this.querySelector(`[data-tile="${tile}"] path`);
    if (values.length > 1) path?.setAttribute('d', sparkPath(values, 92, 28));
  }

  /** @param {{t: number[], down: (number|null)[], up: (number|null)[], online: number[]}} data */
  #history(data) {
    const thin = Math.ceil(data.t.length / SPARK_POINTS);
    const keep = (/** @type {any[]} */ column) => column.filter((_, i) => i % thin === 0);
    const later = this.#points.t.at(-1) || 0;
    if (data.t[0] <= later) return;
    this.#points.t = keep(data.t);
    this.#points.down = keep(data.down);
    this.#points.up = keep(data.up);
    this.#points.online = keep(data.online);
    this.#sparks();
  }

  #sparks() {
    this.#draw('down', this.#points.down);
    this.#draw('up', this.#points.up);
    this.#draw('online', this.#points.online);
  }

  /** @param {{t: number, totals: any}} data rates in kbit/s */
  #rates({ t: time, totals }) {
    if (stream.paused) return;
    for (const tile of ['down', 'up']) {
      const figure = totals[tile] === null ? null : format.rateParts(totals[tile] * 1000);
      this.#write(tile, 'value', figure ? figure.value : '–');
      this.#write(tile, 'unit', figure ? figure.unit : '');
    }
    this.#write('online', 'value', format.number(totals.online));
    this.#write('online', 'unit', t('tile.of', { n: format.number(totals.names) }));
    this.#write('online', 'change', totals.unaccounted
      ? count('tile.unaccounted', totals.unaccounted) : t('tile.accounted'));
    if (totals.routers !== undefined) {
      this.#write('routers', 'value', format.number(totals.routersAnswering));
      this.#write('routers', 'unit', t('tile.of', { n: format.number(totals.routers) }));
      const silent = totals.routers - totals.routersAnswering;
      this.#write('routers', 'change', silent ? count('tile.silent', silent) : t('tile.answer'),
        silent ? 'bad' : '');
    }
    if (time - (this.#points.t.at(-1) || 0) < QUARTER / SPARK_POINTS) return;
    this.#points.t.push(time);
    for (const name of /** @type {('down'|'up'|'online')[]} */ (['down', 'up', 'online'])) {
      this.#points[name] = [...this.#points[name], totals[name]].slice(-SPARK_POINTS);
    }
    this.#sparks();
  }

  /** @param {{firing: number, acknowledged: number, critical: number, oldest: number | null}} now */
  #alarms(now) {
    const open = now.firing + now.acknowledged;
    this.#write('alarms', 'value', format.number(open));
    this.#write('alarms', 'unit', count('tile.critical', now.critical));
    const age = now.oldest === null ? '' : t('tile.oldest', { span: span(Date.now() - now.oldest) });
    this.#write('alarms', 'change', open
      ? [age, count('tile.unseen', now.firing)].filter(Boolean).join(', ') : t('tile.quiet'));
  }

  /** The last quarter of an hour against the same of yesterday. */
  async #compare() {
    const to = Math.floor(Date.now() / 60_000) * 60_000;
    const path = `/api/usage/network?from=${to - QUARTER}&to=${to}&previous=day`;
    const series = await get(path).catch(() => null);
    for (const tile of /** @type {('down'|'up')[]} */ (['down', 'up'])) {
      const now = series && mean(series[tile]);
      const then = series?.previous && mean(series.previous[tile]);
      this.#change(tile, now, then);
    }
  }

  /** @param {string} tile @param {number | null} now @param {number | null} then */
  #change(tile, now, then) {
    if (now === null || !then) return this.#write(tile, 'change', t('tile.no-yesterday'));
    const percent = ((now - then) / then) * 100;
    const n = format.number(Math.abs(percent), Math.abs(percent) < 10 ? 1 : 0);
    const key = Math.abs(percent) < SAME ? 'same' : percent > 0 ? 'above' : 'below';
    return this.#write(tile, 'change', t('tile.' + key, { n }));
  }
}

customElements.define('noc-tiles', NocTiles);
