/**
 * The graph behind `<usage-graph>`: rates of a customer's line, with its gaps.
 * @module
 */
import { get } from '../../app/api.js';
import { sentence } from '../../app/series.js';
import '../../ui/time-chart.js';

/** @param {HTMLElement} place */
export async function draw(place) {
  const { line, from, to, title = '' } = place.dataset;
  const series = await get(`/api/portal/lines/${line}/series?from=${from}&to=${to}`);
  const chart = /** @type {any} */ (document.createElement('time-chart'));
  chart.className = 'small';
  place.replaceChildren(chart);
  chart.show({ ...series, lines: [], bands: [] });
  chart.describe(sentence(series, title));
}
