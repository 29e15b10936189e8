/**
 * `<alarm-list state="open">`: alarms, newest first, with acknowledging. A new one is announced,
 * politely and at most every ten seconds. Tells `alarms` (the counts) to the page. With `look` there
 * is nothing to acknowledge: the reader may only look.
 * @module
 */
import { LitElement, html } from 'lit';
import { get } from '../../app/api.js';
import { count, format, t, words } from '../../app/i18n.js';
import { tell } from '../../app/page.js';
import { span, stamp } from '../../app/time.js';
import { icon } from '../../ui/icon.js';
import { acknowledge } from './acknowledge.js';

const EVERY = 10_000;
const ICONS = /** @type {Record<string, [string, string]>} */ ({
  critical: ['circle-alert', 'crit'], warning: ['triangle-alert', 'warn'],
  notice: ['circle-help', 'unknown'],
});

class AlarmList extends LitElement {
  static properties = {
    state: {}, full: { type: Boolean }, look: { type: Boolean }, alarms: { state: true }, counts: { state: true },
    failure: { state: true }, said: { state: true }, hideTaken: { state: true },
  };

  constructor() {
    super();
    this.state = 'open';
    this.full = false;
    this.look = false;
    this.alarms = /** @type {any[] | null} */ (null);
    this.counts = /** @type {any} */ (null);
    this.failure = '';
    this.said = '';
    this.hideTaken = false;
    this.timer = 0;
    this.known = /** @type {Set<number> | null} */ (null);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.load(), EVERY);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    try {
      const [page, counts] = await Promise.all([
        get(`/api/alarms?limit=${this.full ? 100 : 50}&state=${this.state}`),
        get('/api/alarms/counts')]);
      this.#announce(page.items);
      this.alarms = page.items;
      this.counts = counts;
      this.failure = '';
      const since = page.items.map((/** @type {any} */ alarm) => alarm.since);
      tell('alarms', { ...counts, oldest: since.length ? Math.min(...since) : null });
    } catch (error) {
      this.failure = String(/** @type {Error} */ (error).message);
    }
  }

  /** @param {any[]} alarms */
  #announce(alarms) {
    const fresh = this.known && alarms.find((alarm) => !this.known?.has(alarm.id));
    if (fresh) this.said = words(fresh.title);
    this.known = new Set(alarms.map((alarm) => alarm.id));
  }

  /** @param {any} alarm */
  #who(alarm) {
    if (alarm.state === 'resolved') return t('alarm.ended', { time: stamp(alarm.until) });
    if (alarm.state === 'acknowledged') return t('alarm.taken', { owner: alarm.owner });
    if (this.look) return '';
    return html`<button class="link" @click=${() => acknowledge(alarm, () => this.load())}
      >${t('ack.do')}<span class="unseen">: ${words(alarm.title)}</span></button>`;
  }

  /** @param {any} alarm */
  #item(alarm) {
    const [name, colour] = ICONS[alarm.severity];
    return html`<li><span class="sign">${icon(name, colour)}<span class="unseen"
      >${t('severity.' + alarm.severity)}</span></span>
      <b>${alarm.router ? html`<a href="/routers/${alarm.router}">${words(alarm.title)}</a>`
        : words(alarm.title)}</b>
      <time class="number" datetime=${new Date(alarm.since).toISOString()}
        title=${stamp(alarm.since)}>${span(Date.now() - alarm.since)}</time>
      <p>${words(alarm.detail)} ${alarm.children
        ? count('alarm.children', alarm.children) : ''} ${this.#who(alarm)}</p></li>`;
  }

  #empty() {
    const last = this.counts?.lastResolved;
    return html`<p class="empty">${last && this.state === 'open'
      ? t('alarm.none-since', { span: span(Date.now() - last) }) : t('alarm.none')}</p>`;
  }

  render() {
    if (this.alarms) this.querySelector('[data-server]')?.remove();
    if (!this.alarms) return this.failure ? html`<p class="notice bad">${this.failure}</p>` : '';
    const shown = this.alarms.filter((alarm) => !this.hideTaken || alarm.state === 'firing');
    const taken = this.alarms.length - this.alarms.filter((a) => a.state === 'firing').length;
    return html`<p class="unseen" role="status">${this.said}</p>
      ${this.failure ? html`<p class="notice bad">${this.failure}</p>` : ''}
      ${taken && this.state === 'open' ? html`<label class="check"><input type="checkbox"
        .checked=${this.hideTaken} @change=${(/** @type {any} */ e) => {
          this.hideTaken = e.target.checked; }}>${t('alarm.hide', { n: format.number(taken) })}
        </label>` : ''}
      ${shown.length ? html`<ul>${shown.map((alarm) => this.#item(alarm))}</ul>` : this.#empty()}`;
  }
}

customElements.define('alarm-list', AlarmList);
