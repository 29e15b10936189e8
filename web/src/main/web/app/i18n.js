/**
 * The reader's words. `texts` is the module of the page's language (see the import map).
 * @module
 */
import texts from 'texts';
import { bdFormat } from './format.js';

export const language = /** @type {'en'|'bn'} */ (document.documentElement.lang);
export const format = bdFormat(language, document.documentElement.dataset.digits === 'latin');
const plurals = new Intl.PluralRules(language);

/** @param {string} key @param {Record<string, string | number>} [values] @returns {string} */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {string} key */
export const knows = (key) => key in texts;

/** Fills `{n}` and chooses the plural form. @param {string} key @param {number} n */
export const count = (key, n) => t(`${key}.${plurals.select(n)}`, { n: format.number(n) });

/** A text that the server has in both languages. @param {{en: string, bn: string}} words */
export const words = (words) => words[language] || words.en;
