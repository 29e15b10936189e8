import { svg } from 'lit';

/** Path of a sparkline from zero; a gap breaks it. @param {readonly (number | null)[]} points
 *  @param {number} width @param {number} height */
export function sparkPath(points, width, height) {
  const top = Math.max(1, ...points.map((p) => p ?? 0));
  const step = width / Math.max(1, points.length - 1);
  let pen = 'M';
  let path = '';
  points.forEach((point, i) => {
    if (point === null) {
      pen = 'M';
      return;
    }
    const y = height - 1 - (point / top) * (height - 2);
    path += `${pen}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  });
  return path;
}

const paths = /** @type {WeakMap<object, string>} */ (new WeakMap());

/** A history is replaced, never changed, so its path is worked out once.
 *  @param {readonly (number | null)[]} points @param {number} width @param {number} height */
function path(points, width, height) {
  const known = paths.get(points) ?? sparkPath(points, width, height);
  paths.set(points, known);
  return known;
}

/** @param {readonly (number | null)[]} points */
export const spark = (points, width = 120, height = 20) => svg`<svg class="spark"
  viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true"
  ><path d=${path(points, width, height)}></path></svg>`;
