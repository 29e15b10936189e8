/**
 * `<live-badge>`: the button that says how fresh the figures are and pauses them.
 * @module
 */
import { LitElement, html } from 'lit';
import { stream } from '../../app/live.js';
import { t } from '../../app/i18n.js';
import { span } from '../../app/time.js';
import { icon } from '../../ui/icon.js';

const LATE_POLLS = 3;
const LATE_MIN = 10_000;

class LiveBadge extends LitElement {
  static properties = { tick: { state: true } };

  constructor() {
    super();
    this.tick = 0;
    this.pollAge = 0;
  }

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    stream.addEventListener('state', this.#again);
    stream.addEventListener('hello', this.#again);
    stream.addEventListener('rates', this.#rates);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    stream.removeEventListener('state', this.#again);
    stream.removeEventListener('hello', this.#again);
    stream.removeEventListener('rates', this.#rates);
  }

  #again = () => { this.tick++; };

  #rates = (/** @type {any} */ event) => {
    this.pollAge = event.detail.totals.ageMillis;
  };

  render() {
    const stale = stream.staleMillis();
    const late = this.pollAge > Math.max(LATE_MIN, LATE_POLLS * stream.intervalMillis);
    document.documentElement.toggleAttribute('data-stale', stale > 0);
    if (stream.paused) {
      return html`<button class="button" aria-pressed="false">${icon('play')}${t('live.paused')}</button>`;
    }
    if (stale > 0 || late) {
      const says = stale > 0 ? t('live.silent', { span: span(stale) })
        : t('live.late', { span: span(this.pollAge) });
      return html`<button class="button stale" aria-pressed="true">${icon('circle-alert')}${says}</button>`;
    }
    const every = stream.intervalMillis ? ' ' + span(stream.intervalMillis) : '';
    return html`<button class="button live" aria-pressed="true" title=${t('live.explained')}
      ><i class="dot" aria-hidden="true"></i>${t('live.badge')}${every}</button>`;
  }
}

customElements.define('live-badge', LiveBadge);
