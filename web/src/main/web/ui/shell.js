/**
 * What every page of the staff shell has: theme, hidden names, the palette and the list of keys.
 * @module
 */
import { html } from 'lit';
import { allShortcuts, shortcut, singleKeys, useSingleKeys } from '../app/keys.js';
import { format, t } from '../app/i18n.js';
import { hear, isDark, namesHidden, switchNames, switchTheme } from '../app/page.js';
import { openModal } from './modal.js';
import { toast } from './toast.js';

/** @param {string} id */
const button = (id) => /** @type {HTMLButtonElement | null} */ (document.getElementById(id));

function paint() {
  const use = (/** @type {string} */ id, /** @type {string} */ icon) => button(id)
    ?.querySelector('use')?.setAttribute('href', `${document.documentElement.dataset.icons}#${icon}`);
  use('theme', isDark() ? 'sun' : 'moon');
  use('names', namesHidden() ? 'eye-off' : 'eye');
  button('names')?.setAttribute('aria-pressed', String(namesHidden()));
}

/** Fetched when it is first asked for. */
const openPalette = async () => (await import('./palette.js')).openPalette();

function listKeys() {
  const rows = allShortcuts().filter((key) => key.label);
  openModal(html`<header><h2>${t('keys.title')}</h2></header><table class="plain keys"
    ><thead class="unseen"><tr><th scope="col">${t('keys.key')}</th><th scope="col"
    >${t('keys.does')}</th></tr></thead><tbody>${rows.map((key) => html`<tr><td
    ><kbd>${key.mod ? 'Ctrl/⌘ ' : ''}${key.shown ?? key.key.toUpperCase()}</kbd></td><td
    >${key.label}</td></tr>`)}</tbody></table><label class="check"><input type="checkbox"
    .checked=${singleKeys()} @change=${(/** @type {any} */ e) => useSingleKeys(e.target.checked)}>
    ${t('keys.single')}</label><form method="dialog" class="buttons"><button class="button"
    >${t('close')}</button></form>`, t('keys.title'));
}

button('theme')?.addEventListener('click', switchTheme);
button('names')?.addEventListener('click', switchNames);
button('keys')?.addEventListener('click', listKeys);
hear('theme', paint);
hear('names', paint);
hear('alarms', ({ firing, acknowledged }) => {
  const place = document.querySelector('[data-alarms]');
  if (place) place.textContent = firing + acknowledged ? format.number(firing + acknowledged) : '';
});
paint();

/** How many notices are new, as they come; a tab that nobody sees leaves the line to others. */
function followNotices() {
  const place = document.querySelector('[data-notices]');
  /** @type {EventSource | null} */
  let stream = null;
  const follow = () => {
    if (document.visibilityState === 'visible' && !stream) {
      stream = new EventSource('/live-notices');
      stream.addEventListener('unread', (event) => {
        const { unread } = JSON.parse(event.data);
        if (place) place.textContent = unread ? format.number(unread) : '';
      });
      stream.addEventListener('notice', (event) => toast(JSON.parse(event.data).title));
    } else if (document.visibilityState !== 'visible') {
      stream?.close();
      stream = null;
    }
  };
  if (!place) return;
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('pagehide', () => stream?.close());
  follow();
}
followNotices();

shortcut({ key: '/', label: t('key.search'), run: () => {
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector('#search'));
  search?.focus();
  search?.select();
} });
shortcut({ key: 'k', mod: true, label: t('key.palette'), run: openPalette });
shortcut({ key: 't', label: t('key.theme'), run: switchTheme });
shortcut({ key: 'h', label: t('key.names'), run: switchNames });
shortcut({ key: '?', label: t('key.list'), run: listKeys });
