/**
 * The page of a router: how its interval and answer time moved, where its counters began again,
 * pausing, resuming and removing it.
 * @module
 */
import { html } from 'lit';
import { get, post, remove } from '../../app/api.js';
import { format, t } from '../../app/i18n.js';
import { pageRange, stamp } from '../../app/time.js';
import { hear } from '../../app/page.js';
import { openModal } from '../../ui/modal.js';
import { toast } from '../../ui/toast.js';
import '../../ui/time-chart.js';

/** Milliseconds as people say them. @param {number} millis */
const say = (millis) => (millis < 1000 ? `${format.number(millis)} ms`
  : `${format.number(millis / 1000, 1)} s`);

class PollChart extends HTMLElement {
  /** @type {() => void} */ #end = () => {};

  connectedCallback() {
    this.#end = hear('range', () => this.#load());
    this.#load();
  }

  disconnectedCallback() {
    this.#end();
  }

  async #load() {
    const { from, to } = pageRange();
    const path = `/api/routers/${this.dataset.id}/polls?from=${Math.round(from)}&to=${Math.round(to)}`;
    const place = /** @type {HTMLElement} */ (this.querySelector('[data-says]'));
    try {
      const polls = await get(path);
      const chart = /** @type {any} */ (this.querySelector('time-chart'));
      chart.show({ from: polls.from, to: polls.to, t: polls.t, down: polls.intervalMillis,
        up: polls.answerMillisMax, unit: say, names: [t('poll.interval'), t('poll.answer')] });
      chart.describe(t('poll.sentence', { from: stamp(polls.from), to: stamp(polls.to),
        n: format.number(polls.polls.reduce((/** @type {number} */ a, /** @type {number} */ b) =>
          a + b, 0)) }));
      place.textContent = '';
    } catch (error) {
      place.textContent = /** @type {Error} */ (error).message;
    }
  }
}
customElements.define('poll-chart', PollChart);

/** @param {{title: string, does: string, says: string}} words
 * @param {() => Promise<unknown>} act */
function confirm({ title, does, says }, act) {
  const dialog = openModal(html`<form method="dialog" class="form"><h2>${title}</h2><p>${says}</p>
    <p class="notice bad" role="alert" hidden></p><div class="buttons"><button class="button" value=""
    >${t('cancel')}</button><button class="button danger" value="do">${does}</button></div></form>`,
  title);
  dialog.addEventListener('submit', (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.value !== 'do') return;
    event.preventDefault();
    act().catch((error) => {
      const place = /** @type {HTMLElement} */ (dialog.querySelector('.notice'));
      place.textContent = error.message;
      place.hidden = false;
    });
  });
}

/** Not there for who may only look. */
const actions = /** @type {HTMLElement | null} */ (document.querySelector('[data-router-actions]'));
const { id = '', version = '', name = '' } = actions?.dataset ?? {};
const again = () => location.reload();

actions?.querySelector('[data-do=pause]')?.addEventListener('click', () =>
  confirm({ title: t('router.pause-title', { name }), does: t('router.pause'),
    says: t('router.pause-says') }, () =>
    post(`/api/routers/${id}/pause`, { note: '' }).then(again)));
actions?.querySelector('[data-do=resume]')?.addEventListener('click', () =>
  post(`/api/routers/${id}/resume`).then(again, (error) => toast(error.message, 'bad')));
actions?.querySelector('[data-do=remove]')?.addEventListener('click', () =>
  confirm({ title: t('router.remove-title', { name }), does: t('router.remove'),
    says: t('router.remove-says') }, () =>
    remove('/api/routers/' + id, Number(version)).then(() => location.assign('/routers'))));
