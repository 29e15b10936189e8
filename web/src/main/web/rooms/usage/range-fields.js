/**
 * The page's time range: presets in a select, and a dialog with from and to for those who do not
 * drag over the chart. Both live in the URL.
 * @module
 */
import { html } from 'lit';
import { t } from '../../app/i18n.js';
import { changeUrl, hear, tell } from '../../app/page.js';
import { fromField, pageRange, stamp, toField } from '../../app/time.js';
import { openModal } from '../../ui/modal.js';

const select = /** @type {HTMLSelectElement} */ (document.querySelector('#range'));

function show() {
  const { preset, from, to } = pageRange();
  const custom = /** @type {HTMLOptionElement} */ (select.querySelector('[value=custom]'));
  custom.textContent = preset === 'custom' ? `${stamp(from)} – ${stamp(to)}` : t('range.custom');
  select.value = preset;
}

function ask() {
  const { from, to } = pageRange();
  const dialog = openModal(html`<form method="dialog" class="form"><h2>${t('range.custom')}</h2>
    <p class="hint">${t('range.zone')}</p>
    <div class="field"><label for="from">${t('range.from')}</label><input id="from" required
      type="datetime-local" .value=${toField(from)}></div>
    <div class="field"><label for="to">${t('range.to')}</label><input id="to" required
      type="datetime-local" .value=${toField(to)}></div>
    <p class="notice bad" hidden>${t('range.order')}</p>
    <div class="buttons"><button class="button" value="" formnovalidate>${t('cancel')}</button>
      <button class="button primary" value="show">${t('range.show')}</button></div></form>`,
  t('range.custom'));
  const field = (/** @type {string} */ id) =>
    fromField(/** @type {HTMLInputElement} */ (dialog.querySelector(id)).value);
  dialog.addEventListener('submit', (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.value !== 'show' || field('#to') > field('#from')) return;
    event.preventDefault();
    dialog.querySelector('.notice')?.removeAttribute('hidden');
  });
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'show') {
      changeUrl({ range: null, from: field('#from'), to: field('#to') });
      tell('range');
    } else {
      show();
    }
  });
}

select.addEventListener('change', () => {
  if (select.value === 'custom') {
    ask();
  } else {
    changeUrl({ range: select.value, from: null, to: null });
    tell('range');
  }
});
hear('range', show);
show();
