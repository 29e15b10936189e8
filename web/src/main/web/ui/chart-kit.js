/**
 * Chart.js as this product uses it: a date axis in Asia/Dhaka, outage bands, reference lines and a
 * crosshair that all charts of a page share. Loaded when the first chart is shown.
 * @module
 */
import 'chart.js';
import { dayMonth, hourMinute, hourSecond, ZONE_MILLIS } from '../app/time.js';
import { format } from '../app/i18n.js';

export const Chart = /** @type {any} */ (globalThis).Chart;

const UNITS = /** @type {Record<string, number>} */ ({
  millisecond: 1, second: 1e3, minute: 6e4, hour: 36e5, day: 864e5, week: 6048e5, month: 2592e6,
  quarter: 7776e6, year: 31536e6,
});

/** Start of the unit in the zone; weeks and longer are only used for spacing.
 *  @param {number} time @param {string} unit */
const startOf = (time, unit) =>
  Math.floor((time + ZONE_MILLIS) / UNITS[unit]) * UNITS[unit] - ZONE_MILLIS;

Chart._adapters._date.override({
  formats: () => ({
    datetime: 'stamp', millisecond: 'second', second: 'second', minute: 'minute', hour: 'hour',
    day: 'day', week: 'day', month: 'day', quarter: 'day', year: 'day',
  }),
  parse: (/** @type {unknown} */ value) => (value == null ? null : Number(value)),
  format(/** @type {number} */ time, /** @type {string} */ as) {
    const midnight = startOf(time, 'day') === time;
    if (as === 'second') return format.digits(hourSecond(time));
    if (as === 'minute') return format.digits(hourMinute(time));
    if (as === 'hour') return format.digits(midnight ? dayMonth(time) : hourMinute(time));
    return format.digits(as === 'day' ? dayMonth(time) : `${dayMonth(time)} ${hourMinute(time)}`);
  },
  add: (/** @type {number} */ t, /** @type {number} */ n, /** @type {string} */ u) =>
    t + n * UNITS[u],
  diff: (/** @type {number} */ a, /** @type {number} */ b, /** @type {string} */ u) =>
    (a - b) / UNITS[u],
  startOf,
  endOf: (/** @type {number} */ t, /** @type {string} */ u) => startOf(t, u) + UNITS[u] - 1,
});

/** A token's colour as the canvas shows it now. @param {Element} element @param {string} token */
export function colour(element, token) {
  const probe = document.createElement('i');
  probe.style.color = `var(--${token})`;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** The next of 1, 2 and 5 times a power of ten. @param {number} value */
export function step125(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return power * ([1, 2, 5, 10].find((m) => m * power >= value) || 10);
}

/** @param {any} chart @param {{from: number, to: number, label: string}} band
 *  @param {Record<string, string>} ink */
function drawBand({ ctx, chartArea: area, scales: { x } }, band, ink) {
  const left = Math.max(area.left, x.getPixelForValue(band.from));
  const right = Math.min(area.right, x.getPixelForValue(band.to));
  if (right <= area.left || left >= area.right) return;
  const width = Math.max(2, right - left);
  ctx.fillStyle = ink.band;
  ctx.fillRect(left, area.top, width, area.bottom - area.top);
  ctx.fillStyle = ink.crit;
  ctx.fillRect(left, area.top, width, 3);
  if (ctx.measureText(band.label).width + 8 < Math.max(width, area.right - left)) {
    ctx.fillText(band.label, left + 4, area.top + 6);
  }
}

/** On a telephone a label is its first words; all of them are in the chart's sentence.
 *  @param {any} ctx @param {string} label @param {number} room */
const fitting = (ctx, label, room) => (ctx.measureText(label).width <= room ? label
  : label.split(', ')[0]);

/** @param {any} chart @param {{value: number, label: string}} line
 *  @param {Record<string, string>} ink */
function drawLine({ ctx, chartArea: area, scales: { y } }, line, ink) {
  const at = y.getPixelForValue(line.value);
  if (at < area.top || at > area.bottom) return;
  ctx.strokeStyle = ctx.fillStyle = ink.ink;
  ctx.lineWidth = 1.25;
  ctx.setLineDash([6, 4]);
  ctx.beginPath();
  ctx.moveTo(area.left, at);
  ctx.lineTo(area.right, at);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.strokeStyle = ink.surface;
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  const label = fitting(ctx, line.label, area.right - area.left - 8);
  ctx.strokeText(label, area.right - 4, at - 3);
  ctx.fillText(label, area.right - 4, at - 3);
  ctx.textAlign = 'left';
}

export const marks = {
  id: 'marks',
  /** @param {any} chart @param {unknown} _ @param {any} options */
  beforeDatasetsDraw(chart, _, options) {
    const { ctx } = chart;
    ctx.save();
    ctx.font = `500 ${options.size || 11}px ${getComputedStyle(chart.canvas).fontFamily}`;
    ctx.textBaseline = 'top';
    for (const band of options.bands || []) drawBand(chart, band, options.ink);
    ctx.restore();
  },
  /** @param {any} chart @param {unknown} _ @param {any} options */
  afterDatasetsDraw(chart, _, options) {
    const { ctx, chartArea: area, scales: { x } } = chart;
    ctx.save();
    ctx.font = `500 ${options.size || 11}px ${getComputedStyle(chart.canvas).fontFamily}`;
    for (const line of options.lines || []) drawLine(chart, line, options.ink);
    const at = options.crosshair ? x.getPixelForValue(options.crosshair) : -1;
    if (at >= area.left && at <= area.right) {
      ctx.fillStyle = options.ink.strong;
      ctx.fillRect(at, area.top, 1, area.bottom - area.top);
    }
    ctx.restore();
  },
};
