/**
 * The live page: its islands, and the controls and keys that concern all of them.
 * @module
 */
import { shortcut } from '../../app/keys.js';
import { stream } from '../../app/live.js';
import { t } from '../../app/i18n.js';
import { changeUrl, comparison, fromUrl, hear, tell } from '../../app/page.js';
import './core-chart.js';
import './line-drawer.js';
import './live-badge.js';
import './live-usage.js';
import './noc-tiles.js';
import './range-fields.js';
import { inWallboard, nextSlide, switchWallboard } from './wallboard.js';

const SEARCH_DELAY = 200;

/** @template {Element} T @param {string} selector @returns {T} */
const find = (selector) => /** @type {T} */ (document.querySelector(selector));

const search = /** @type {HTMLInputElement} */ (find('#search'));
let typing = 0;
search.value = fromUrl('search');
search.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => tell('search', search.value.trim()), SEARCH_DELAY);
});
search.form?.addEventListener('submit', (event) => {
  event.preventDefault();
  tell('search', search.value.trim());
  tell('row', 0);
});
search.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  search.value = '';
  tell('search', '');
  search.blur();
});

const compare = /** @type {HTMLSelectElement} */ (find('#compare'));
compare.value = comparison();
compare.addEventListener('change', () => {
  changeUrl({ compare: compare.value });
  tell('compare');
});

const pause = () => {
  if (!inWallboard()) stream.pause(!stream.paused);
};
find('#wallboard').addEventListener('click', () => switchWallboard());
find('live-badge').addEventListener('click', pause);
hear('pause', pause);
hear('wallboard', () => switchWallboard());

shortcut({ key: 'j', label: t('key.next'), run: () => tell('row', 1) });
shortcut({ key: 'k', label: t('key.previous'), run: () => tell('row', -1) });
shortcut({ key: 'Enter', shown: 'Enter', label: t('key.open'), run: () => tell('row-open') });
shortcut({ key: 'Escape', shown: 'Esc', label: t('key.close'), run: () => tell('escape') });
shortcut({ key: ' ', shown: t('key.space'), label: t('key.pause'), run: pause });
shortcut({ key: 'w', label: t('key.wallboard'), run: () => switchWallboard() });
shortcut({ key: 'W', shown: '', label: '', run: () => switchWallboard() });
shortcut({ key: 'ArrowRight', shown: '→', label: t('key.slide'), run: () => nextSlide(1) });
shortcut({ key: 'ArrowLeft', shown: '', label: '', run: () => nextSlide(-1) });
