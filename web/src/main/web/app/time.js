/**
 * Moments and spans as staff read them: 24 hours, Asia/Dhaka (+06:00 all year).
 * @module
 */
import { format, t } from './i18n.js';

export const ZONE_MILLIS = 6 * 3_600_000;
const DAY = 86_400_000;

/** @param {number} n */
const two = (n) => String(n).padStart(2, '0');

/** @param {number} millis */
const local = (millis) => new Date(millis + ZONE_MILLIS);

/** @param {number} millis */
export const hourMinute = (millis) =>
  `${two(local(millis).getUTCHours())}:${two(local(millis).getUTCMinutes())}`;

/** @param {number} millis */
export const hourSecond = (millis) => `${hourMinute(millis)}:${two(local(millis).getUTCSeconds())}`;

/** @param {number} millis */
export const dayMonth = (millis) =>
  `${local(millis).getUTCDate()} ${t('month.' + (local(millis).getUTCMonth() + 1))}`;

/** Date and time, in the page's digits. @param {number} millis */
export const stamp = (millis) => format.digits(`${dayMonth(millis)} ${hourMinute(millis)}`);

/** "now" to "3 d", one unit only. @param {number} millis */
export function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return t('span.s', { n: format.number(seconds) });
  if (seconds < 3600) return t('span.m', { n: format.number(Math.floor(seconds / 60)) });
  if (seconds < 172_800) return t('span.h', { n: format.number(Math.floor(seconds / 3600)) });
  return t('span.d', { n: format.number(Math.floor(seconds / 86_400)) });
}

/** For `<input type=datetime-local>`. @param {number} millis */
export const toField = (millis) => new Date(millis + ZONE_MILLIS).toISOString().slice(0, 16);

/** @param {string} field */
export const fromField = (field) => Date.parse(field + ':00Z') - ZONE_MILLIS;

export const PRESETS = /** @type {Record<string, number>} */ ({
  '15m': 900_000, '1h': 3_600_000, '6h': 21_600_000, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY,
  '1y': 365 * DAY,
});

const CUSTOM_MIN = 1_000;
const CUSTOM_MAX = 1_000 * DAY;

/** What no chart can show gives the default: anybody can write a URL.
 *  @param {number} from @param {number} to @param {number} now */
const isRange = (from, to, now) =>
  from > 0 && to - from >= CUSTOM_MIN && to - from <= CUSTOM_MAX && to < now + CUSTOM_MAX;

/** The range of the page, from its URL. @returns {{preset: string, from: number, to: number}} */
export function pageRange(now = Date.now()) {
  const query = new URLSearchParams(location.search);
  const from = Number(query.get('from'));
  const to = Number(query.get('to'));
  if (isRange(from, to, now)) return { preset: 'custom', from, to };
  const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-range]'));
  const wanted = query.get('range') || place?.dataset.range || '';
  const preset = Object.hasOwn(PRESETS, wanted) ? wanted : '15m';
  return { preset, from: now - PRESETS[preset], to: now };
}
