/**
 * A series in words.
 * @module
 */
import { format, t } from './i18n.js';
import { stamp } from './time.js';

/** The sentence that stands for the picture. @param {any} series @param {string} title */
export function sentence(series, title) {
  const at = series.down.findLastIndex((/** @type {number|null} */ v) => v !== null);
  const peak = Math.max(0, ...series.down.map((/** @type {number|null} */ v) => v || 0));
  return t('chart.sentence', {
    title, from: stamp(series.from), to: stamp(series.to), peak: format.rate(peak),
    down: at < 0 ? t('unknown') : format.rate(series.down[at]),
    up: at < 0 ? t('unknown') : format.rate(series.up[at] || 0),
    gaps: series.gaps?.length ? t('chart.gaps', { n: format.number(series.gaps.length) }) : '',
  });
}
