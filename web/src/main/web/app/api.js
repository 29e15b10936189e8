/**
 * JSON over HTTP. A refusal is a Problem (RFC 9457) with words for people.
 * @module
 */
import texts from 'texts';

export class Problem extends Error {
  /** @param {number} status @param {{title?: string, detail?: string, instance?: string,
   *  faults?: {field: string, expected: string}[]}} body */
  constructor(status, body) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.reference = body.instance || '';
    this.faults = body.faults || [];
  }
}

/** @param {string} method @param {string} path @param {{body?: unknown, signal?: AbortSignal,
 *  headers?: Record<string, string>}} [options] */
async function request(method, path, { body, signal, headers = {} } = {}) {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(path, {
    method,
    signal,
    headers: { Accept: 'application/json', ...json, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((error) => {
    throw error.name === 'AbortError' ? error : new Problem(0, { title: texts['problem.offline'] });
  });
  if (response.status === 401) {
    location.assign('/login?next=' + encodeURIComponent(location.pathname + location.search));
  }
  const text = await response.text();
  const type = response.headers.get('Content-Type') || '';
  const answer = text && type.includes('json') ? JSON.parse(text) : {};
  if (!response.ok) throw new Problem(response.status, answer);
  return answer;
}

/** @param {string} path @param {AbortSignal} [signal] @returns {Promise<any>} */
export const get = (path, signal) => request('GET', path, { signal });

/** One that makes something takes a key of its own, so that a second try makes it once.
 * @param {string} path @param {unknown} [body] @param {string} [key] @returns {Promise<any>} */
export const post = (path, body = {}, key) =>
  request('POST', path, { body, headers: key ? { 'Idempotency-Key': key } : {} });

/** For `post`. `crypto.randomUUID` is missing where pages are plain HTTP. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
  (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {string} path @param {unknown} body @param {number} version @returns {Promise<any>} */
export const put = (path, body, version) =>
  request('PUT', path, { body, headers: { 'If-Match': `"${version}"` } });

/** @param {string} path @param {number} version @returns {Promise<any>} */
export const remove = (path, version) =>
  request('DELETE', path, { headers: { 'If-Match': `"${version}"` } });
