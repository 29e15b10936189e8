/**
 * The dialog that takes an alarm: with a note, and with an owner if it is somebody else's.
 * @module
 */
import { html } from 'lit';
import { post } from '../../app/api.js';
import { t, words } from '../../app/i18n.js';
import { openModal } from '../../ui/modal.js';
import { toast } from '../../ui/toast.js';

/** `done` hears when the server has it. @param {any} alarm @param {() => void} done */
export function acknowledge(alarm, done) {
  const dialog = openModal(html`<form method="dialog" class="form"><h2>${t('ack.title')}</h2>
    <p>${words(alarm.title)}</p>
    <div class="field"><label for="note">${t('ack.note')}</label><textarea id="note" rows="3"
      maxlength="500"></textarea><small>${t('ack.note-hint')}</small></div>
    <div class="field"><label for="owner">${t('ack.owner')}</label><input id="owner" maxlength="100"
      autocomplete="off" .value=${alarm.owner}><small>${t('ack.owner-hint')}</small></div>
    <p class="notice bad" role="alert" hidden></p>
    <div class="buttons"><button class="button" value="" formnovalidate>${t('cancel')}</button>
      <button class="button primary" value="take">${t('ack.do')}</button></div></form>`,
  t('ack.title'));
  const value = (/** @type {string} */ id) =>
    /** @type {HTMLInputElement} */ (dialog.querySelector(id)).value.trim();

  async function take() {
    const path = `/api/alarms/${alarm.id}/`;
    await post(path + 'acknowledge', { note: value('#note') });
    if (value('#owner') !== alarm.owner && value('#owner')) {
      await post(path + 'assign', { owner: value('#owner') });
    }
    dialog.close();
    toast(t('ack.done'));
    done();
  }

  dialog.addEventListener('submit', (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.value !== 'take') return;
    event.preventDefault();
    button.disabled = true;
    take().catch((error) => {
      button.disabled = false;
      const place = /** @type {HTMLElement} */ (dialog.querySelector('.notice'));
      place.textContent = error.message;
      place.hidden = false;
    });
  });
}
