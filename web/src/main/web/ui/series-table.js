/**
 * A chart's figures as a table, newest first, in Latin digits: people copy them.
 * @module
 */
import { html } from 'lit';
import { t } from '../app/i18n.js';
import { bdFormat } from '../app/format.js';
import { dayMonth, hourSecond } from '../app/time.js';
import { icon } from './icon.js';

const latin = bdFormat('en');
const ROWS_MAX = 1_000;

/** @param {number | null} value */
const cell = (value) => html`<td class="number">${value === null ? '–' : latin.rate(value)}</td>`;

/** @param {{t: number[], down: (number|null)[], up: (number|null)[]}} series */
export function seriesTable(series) {
  const order = series.t.map((_, i) => i).reverse().slice(0, ROWS_MAX);
  return html`<header><h2>${t('chart.table')}</h2><form method="dialog"><button
    class="button square" aria-label=${t('close')}>${icon('x')}</button></form></header>
    <div class="rows" tabindex="0" role="region" aria-label=${t('chart.table')}><table
    ><thead><tr><th scope="col">${t('column.time')}</th><th scope="col" class="number"
    >${t('download')}</th><th scope="col" class="number">${t('upload')}</th></tr></thead>
    <tbody>${order.map((i) => html`<tr><th scope="row" class="number">${dayMonth(series.t[i])} ${
      hourSecond(series.t[i])}</th>${cell(series.down[i])}${cell(series.up[i])}</tr>`)}</tbody>
    </table></div>`;
}
