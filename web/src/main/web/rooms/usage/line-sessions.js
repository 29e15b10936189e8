/**
 * `<line-sessions name-id line-id>`: sessions of a name, or of a line if one is said, newest first,
 * why each began and ended and what it carried.
 * @module
 */
import { LitElement, html } from 'lit';
import { get } from '../../app/api.js';
import { format, t } from '../../app/i18n.js';
import { span, stamp } from '../../app/time.js';

class LineSessions extends LitElement {
  static properties = {
    nameId: { attribute: 'name-id', type: Number },
    lineId: { attribute: 'line-id', type: Number }, sessions: { state: true },
    next: { state: true }, failure: { state: true },
  };

  constructor() {
    super();
    this.nameId = 0;
    this.lineId = 0;
    this.sessions = /** @type {any[] | null} */ (null);
    this.next = /** @type {string | null} */ (null);
    this.failure = '';
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('nameId') && this.nameId) {
      this.sessions = null;
      this.#more('');
    }
  }

  /** @param {string} after */
  async #more(after) {
    const asked = this.nameId;
    try {
      const page = await get(`/api/${
        this.lineId ? 'lines/' + this.lineId : 'names/' + asked}/sessions?limit=10${
        after ? '&after=' + encodeURIComponent(after) : ''}`);
      if (asked !== this.nameId) return;
      this.sessions = [...(after ? this.sessions || [] : []), ...page.items];
      this.next = page.next;
    } catch (error) {
      this.failure = String(/** @type {Error} */ (error).message);
    }
  }

  /** @param {any} session */
  #row(session) {
    const ended = session.ended;
    const lasted = span((ended || Date.now()) - session.started);
    return html`<tr><th scope="row" class="stamp">${stamp(session.started)}<small
      >${t('reason.' + session.startReason)}</small></th>
      <td class="stamp">${ended ? stamp(ended) : t('session.on')}<small>${
        ended ? t('reason.' + session.endReason) : lasted}</small></td>
      <td class="number">${format.volume(session.downBytes)}</td>
      <td class="number">${format.volume(session.upBytes)}</td></tr>`;
  }

  render() {
    if (this.failure) return html`<p class="notice bad">${this.failure}</p>`;
    if (!this.sessions) return html`<p class="skeleton"></p>`;
    return html`<h3>${t('session.title')}</h3>${this.sessions.length === 0
      ? html`<p class="empty">${t('session.none')}</p>`
      : html`<table class="plain"><thead><tr><th scope="col">${t('session.began')}</th>
        <th scope="col">${t('session.ended')}</th><th scope="col" class="number">${t('download')}</th>
        <th scope="col" class="number">${t('upload')}</th></tr></thead>
        <tbody>${this.sessions.map((session) => this.#row(session))}</tbody></table>`}
      ${this.next ? html`<button class="link" @click=${() => this.#more(this.next || '')}
        >${t('more')}</button>` : ''}<p class="hint">${t('session.bounds')}</p>`;
  }
}

customElements.define('line-sessions', LineSessions);
