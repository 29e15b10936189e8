/**
 * `<drift-board data-router data-after>`: keeps the board that the server drew up to date, each two
 * seconds while the page is looked at. A page further back in the list stays as it was drawn.
 * @module
 */
import { html, render } from 'lit';
import { get } from '../../app/api.js';
import { format, t } from '../../app/i18n.js';
import { span } from '../../app/time.js';
import { icon } from '../../ui/icon.js';

const EVERY = 2_000;
const LINES = 50;

/** @typedef {{router: number, name: string, managed: boolean, state: string, lastError: string,
 *  conflicts: string, lines: number, inStep: number, failed: number, kicks: number,
 *  oldest: number | null}} OfRouter */

const ICONS = /** @type {Record<string, [string, string]>} */ ({
  reachable: ['circle-check', 'good'], unreachable: ['circle-x', 'bad'],
  refused: ['circle-x', 'bad'],
});

/** @param {number | null} since */
const age = (since) => (since ? span(Date.now() - since) : '–');

/** @param {OfRouter} router */
function routerRow(router) {
  const state = router.managed ? router.state : 'unmanaged';
  const [name, colour] = ICONS[state] || ['circle-help', ''];
  const trouble = [router.lastError, router.conflicts].filter(Boolean).join('; ');
  return html`<tr><th scope="row"><a href="/routers/${router.router}/management">${router.name}</a>${
    trouble ? html`<small lang="en">${trouble}</small>` : ''}</th>
    <td><span class="pill ${colour}">${icon(name)}${t('drift.state.' + state)}</span></td>
    <td class="number" data-label=${t('drift.tile.lines')}>${format.number(router.lines)}</td>
    <td class="number" data-label=${t('drift.tile.open')}><a href="/network?router=${router.router}">${
      router.managed ? format.number(router.lines - router.inStep) : '–'}</a></td>
    <td class="number" data-label=${t('drift.tile.oldest')}>${
      router.managed ? age(router.oldest) : '–'}</td></tr>`;
}

/** @param {any} wanted */
function wantedWords(wanted) {
  if (!wanted.enabled) return t('service.off');
  const parts = [wanted.walled ? 'lastmile-walled' : wanted.profile, wanted.rateLimit,
    wanted.address].filter(Boolean);
  return parts.join(' · ') || t('service.as-is');
}

/** @param {any} drift */
function actualWords(drift) {
  const fields = Object.entries(drift.actual).filter(([name]) => name !== 'password').sort();
  return fields.map(([name, value]) => `${name}=${value}`).join(' · ')
    || t(drift.kicks ? 'drift.kicks' : 'drift.not-compared');
}

/** @param {any} drift */
const lineRow = (drift) => html`<tr><th scope="row"><a href="/network/lines/${drift.wanted.line}"><code
  class="private">${drift.wanted.name}</code></a>${drift.state === 'failed' ? html`<span
  class="pill bad">${icon('circle-x')}${t('drift.failed')}</span>` : ''}<small>${
  drift.routerName}</small></th>
  <td>${wantedWords(drift.wanted)}</td><td><code>${actualWords(drift)}</code></td>
  <td class="number">${age(drift.since)}</td><td class="number">${format.number(drift.attempts)}</td>
  <td><small lang="en">${drift.lastError}</small></td></tr>`;

/** @param {any[]} drifts */
const lines = (drifts) => (drifts.length ? html`<table class="list"><thead><tr>${['line', 'wanted',
  'actual', 'age', 'attempts', 'error'].map((column) => html`<th scope="col" class=${
  column === 'age' || column === 'attempts' ? 'number' : ''}>${t('drift.column.' + column)}</th>`)}
  </tr></thead><tbody>${drifts.map(lineRow)}</tbody></table>`
  : html`<p class="empty">${icon('circle-check')}${t('drift.calm')}</p>`);

class DriftBoard extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    if (!new URLSearchParams(location.search).has('after')) this.#plan();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #plan() {
    this.#timer = window.setTimeout(() => this.#load().finally(() => this.#plan()), EVERY);
  }

  async #load() {
    if (document.hidden) return;
    const router = Number(this.dataset.router) || 0;
    try {
      const [board, page] = await Promise.all([get('/api/network/summary'),
        get(`/api/network/drift?limit=${LINES}${router ? '&router=' + router : ''}`)]);
      this.#show(board.routers, page.items);
      this.removeAttribute('data-stale');
    } catch {
      this.setAttribute('data-stale', '');
    }
  }

  /** @param {OfRouter[]} routers @param {any[]} drifts */
  #show(routers, drifts) {
    const managed = routers.filter((router) => router.managed);
    const sum = (/** @type {(router: OfRouter) => number} */ of) =>
      managed.reduce((total, router) => total + of(router), 0);
    const open = sum((router) => router.lines - router.inStep);
    const failed = sum((router) => router.failed);
    this.#sum('open', format.number(open), open ? 'late' : 'good');
    this.#sum('failed', format.number(failed), failed ? 'bad' : 'good');
    this.#sum('kicks', format.number(sum((router) => router.kicks)), '');
    this.#sum('lines', format.number(sum((router) => router.lines)), '');
    const since = managed.map((router) => router.oldest || Infinity);
    const oldest = Math.min(...since, Infinity);
    this.#sum('oldest', age(oldest === Infinity ? null : oldest), '');
    this.#draw('[data-routers]', routers.map(routerRow));
    this.#draw('[data-lines]', lines(drifts));
  }

  /** @param {string} name @param {string} figure @param {string} colour */
  #sum(name, figure, colour) {
    const place = this.querySelector(`[data-sum=${name}]`);
    if (place && place.textContent !== figure) place.textContent = figure;
    if (place) place.className = colour;
  }

  /** What the server drew goes once. @param {string} where @param {unknown} content */
  #draw(where, content) {
    const place = /** @type {HTMLElement | null} */ (this.querySelector(where));
    if (!place) return;
    if (!place.dataset.live) place.replaceChildren();
    place.dataset.live = 'yes';
    render(content, place);
  }
}
customElements.define('drift-board', DriftBoard);
