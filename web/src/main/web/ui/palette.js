/**
 * `Ctrl/⌘ K`: go somewhere, do something, find a line or a router.
 * @module
 */
import { html, render } from 'lit';
import { get } from '../app/api.js';
import { t } from '../app/i18n.js';
import { switchNames, switchTheme, tell } from '../app/page.js';
import { openModal } from './modal.js';

const DELAY = 150;
const FOUND_MAX = 6;

/** @typedef {{label: string, hint: string, run: () => void}} Choice */

/** @param {string} path */
const go = (path) => () => location.assign(path);

/** What the navigation and the page offer this reader. @returns {Choice[]} */
function places() {
  const links = document.querySelectorAll('.nav a[href], .page > header > a.button[href]');
  const label = (/** @type {Element} */ link) => [...link.childNodes].filter((node) =>
    node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join('').trim();
  return /** @type {HTMLAnchorElement[]} */ ([...links]).map((link) => ({
    label: label(link), hint: t('palette.go'), run: go(link.href) }));
}

/** @returns {Choice[]} */
function actions() {
  const live = document.querySelector('live-usage') !== null;
  return [
    ...places(),
    { label: t('key.theme'), hint: t('palette.do'), run: switchTheme },
    { label: t('key.names'), hint: t('palette.do'), run: switchNames },
    ...(live ? [
      { label: t('key.pause'), hint: t('palette.do'), run: () => tell('pause') },
      { label: t('key.wallboard'), hint: t('palette.do'), run: () => tell('wallboard') },
    ] : []),
  ];
}

/** @param {string} words @returns {Promise<Choice[]>} */
async function find(words) {
  const query = `?limit=${FOUND_MAX}&q=${encodeURIComponent(words)}`;
  const none = () => ({ items: [] });
  const [people, routers] = await Promise.all([get('/api/search' + query).catch(none),
    get('/api/routers' + query).catch(none)]);
  return [
    ...routers.items.map((/** @type {any} */ router) => ({ label: router.name,
      hint: t('column.router'), run: go('/routers/' + router.id) })),
    ...people.items.map((/** @type {any} */ { customer, line, lineName, label }) => (customer
      ? { label: [customer.person.name, customer.person.nameBn, lineName].filter(Boolean).join(', '),
        hint: customer.number, run: go('/customers/' + customer.id) }
      : { label: label ? `${lineName}, ${label}` : lineName, hint: t('palette.line'),
        run: go('/lines/' + line) })),
  ];
}

export function openPalette() {
  let at = 0;
  let choices = actions();
  let timer = 0;
  const content = () => html`<label class="unseen" for="palette">${t('palette.label')}</label>
    <input id="palette" type="search" role="combobox" aria-expanded="true" aria-controls="choices"
      aria-activedescendant="choice-${at}" autocomplete="off" placeholder=${t('palette.label')}
      @input=${(/** @type {any} */ event) => type(event.target.value.trim())} @keydown=${key}>
    <ul id="choices" role="listbox" aria-label=${t('palette.label')}>${choices.map((choice, i) =>
      html`<li id="choice-${i}" role="option" aria-selected=${i === at} @click=${() => pick(i)}
        ><span>${choice.label}</span><small>${choice.hint}</small></li>`)}</ul>
    ${choices.length ? '' : html`<p class="empty">${t('palette.none')}</p>`}`;
  const dialog = openModal(content(), t('palette.label'), 'palette');
  const draw = () => render(content(), dialog);

  /** @param {number} i */
  function pick(i) {
    dialog.close();
    choices[i]?.run();
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) at = (at + by + choices.length) % Math.max(1, choices.length);
    else if (event.key === 'Enter') pick(at);
    else return;
    event.preventDefault();
    if (dialog.open) draw();
  }

  /** @param {string} words */
  function type(words) {
    at = 0;
    const low = words.toLowerCase();
    choices = actions().filter((choice) => choice.label.toLowerCase().includes(low));
    draw();
    clearTimeout(timer);
    if (words.length < 2) return;
    timer = setTimeout(async () => {
      const found = await find(words).catch(() => []);
      if (!dialog.open) return;
      choices = [...choices, ...found];
      draw();
    }, DELAY);
  }
}
