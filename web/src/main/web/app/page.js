/**
 * What the islands of a page share without knowing each other: its URL's state, the reader's
 * preferences, and events on `document`.
 * @module
 */
const YEAR_SECONDS = 31_536_000;

/** @param {string} name @param {string} value */
export function remember(name, value) {
  document.cookie = `lm-${name}=${value}; path=/; max-age=${YEAR_SECONDS}; SameSite=Lax`;
}

/** @param {string} name @param {unknown} [detail] */
export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent('page:' + name, { detail }));
}

/** Returns what ends it. @param {string} name @param {(detail: any) => void} heard */
export function hear(name, heard) {
  const listener = (/** @type {Event} */ event) => heard(/** @type {CustomEvent} */ (event).detail);
  document.addEventListener('page:' + name, listener);
  return () => document.removeEventListener('page:' + name, listener);
}

/** An empty value leaves the URL. @param {Record<string, string | number | null>} values */
export function changeUrl(values) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  history.replaceState(null, '', url);
}

/** @param {string} name */
export const fromUrl = (name) => new URLSearchParams(location.search).get(name) || '';

const COMPARISONS = ['day', 'week'];

/** The period that the page compares with, or ''. Anybody can write a URL. */
export function comparison() {
  const wanted = fromUrl('compare');
  return COMPARISONS.includes(wanted) ? wanted : '';
}

export const isDark = () =>
  document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;

export function switchTheme() {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  remember('theme', theme);
  tell('theme', theme);
}

export const namesHidden = () => document.documentElement.hasAttribute('data-names-hidden');

export function switchNames() {
  const hidden = document.documentElement.toggleAttribute('data-names-hidden');
  remember('names', hidden ? 'hidden' : 'shown');
  tell('names', hidden);
}
