/**
 * What the live table says of a line, column by column.
 * @module
 */
import { html } from 'lit';
import { format, t } from '../../app/i18n.js';
import { icon } from '../../ui/icon.js';
import { spark } from '../../ui/spark.js';

/** @typedef {{id: number, line: number, router: number, name: string, label: string, area: string,
 *  down?: number | null, up?: number | null, state?: string, droppedAt?: number, history?: (number|null)[]}} Row */

/** What a line does now: icon, colour and word. @param {Row} row */
export function stateOf(row) {
  if (row.state === 'g') return ['unplug', 'crit', 'dropped'];
  if (row.down === null || row.down === undefined) return ['circle-help', 'unknown', 'unknown'];
  return row.down + (row.up || 0) > 0
    ? ['circle-check', 'ok', 'online'] : ['circle-minus', 'unknown', 'idle'];
}

/** @param {Row} row */
function state(row) {
  const [name, colour, word] = stateOf(row);
  const says = t('state.' + word);
  return html`<span title=${says}>${icon(name, colour)}<span class="unseen">${says}</span></span>`;
}

/** @param {number | null | undefined} kbps @param {number} [peak] of the rows in view, for a bar */
function rate(kbps, peak) {
  if (kbps === null || kbps === undefined) return html`<span class="none">–</span>`;
  const width = Math.min(100, (kbps / (peak || 1)) * 100);
  return html`${format.rate(kbps * 1000)}${peak
    ? html`<i class="bar"><i .style=${`inline-size:${width}%`}></i></i>` : ''}`;
}

/** @param {Row} row */
const who = (row) => (row.line === 0
  ? html`<span class="tag warn">${t('unaccounted')}</span>`
  : html`<span class="private">${row.label || '–'}</span>`);

/** @param {Record<string, string>} routers names by id @param {number} peak */
export const liveColumns = (routers, peak) => [
  { id: 'state', label: html`<span class="unseen">${t('column.state')}</span>`, cell: state },
  { id: 'name', label: t('column.name'), sort: 'name',
    cell: (/** @type {Row} */ row) => html`<code>${row.name}</code>` },
  { id: 'who', label: t('column.who'), sort: 'label', cell: who },
  { id: 'router', label: t('column.router'), sort: 'router',
    cell: (/** @type {Row} */ row) => routers[row.router] || `#${row.router}` },
  { id: 'area', label: t('column.area'), cell: (/** @type {Row} */ row) => row.area },
  { id: 'down', label: t('download'), kind: 'number', sort: 'down',
    cell: (/** @type {Row} */ row) => rate(row.down, peak) },
  { id: 'up', label: t('upload'), kind: 'number', sort: 'up',
    cell: (/** @type {Row} */ row) => rate(row.up) },
  { id: 'history', label: t('column.history'),
    cell: (/** @type {Row} */ row) => (row.history?.length ? spark(row.history) : '') },
];
