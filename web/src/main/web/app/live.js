/**
 * The one live stream of this tab: its window, its frames, and when they stop coming.
 * Tells `window`, `rates`, `totals`, `hello` and `state` as events of itself.
 * @module
 */
import { post } from './api.js';

const MOVE_DELAY = 150;
const HIDDEN_MAX = 60_000;
const AGAIN_MIN = 1_000;
const AGAIN_MAX = 15_000;
const STALE_AFTER = 3_000;

/** @typedef {{sort: string, order: string, filter: {only: string}, search: string, from: number,
 *  count: number}} Window */

class LiveStream extends EventTarget {
  /** @type {EventSource | null} */ #source = null;
  /** @type {Window} */
  window = { sort: 'down', order: 'desc', filter: { only: 'all' }, search: '', from: 0, count: 40 };
  viewId = '';
  intervalMillis = 0;
  lastFrame = 0;
  paused = false;
  #moveTimer = 0;
  #againTimer = 0;
  #hiddenTimer = 0;
  #again = AGAIN_MIN;
  #watch = 0;
  #users = 0;

  /** The first user opens the stream; the returned function ends this user's interest. */
  use() {
    if (this.#users++ === 0) {
      document.addEventListener('visibilitychange', this.#visible);
      this.#watch = setInterval(() => this.#tell('state', null), 1000);
      this.#open();
    }
    return () => {
      if (--this.#users === 0) {
        document.removeEventListener('visibilitychange', this.#visible);
        clearInterval(this.#watch);
        this.#close();
      }
    };
  }

  /** How long nothing has come, once that is too long; otherwise 0. */
  staleMillis() {
    const silent = this.lastFrame === 0 ? 0 : performance.now() - this.lastFrame;
    return silent > STALE_AFTER ? silent : 0;
  }

  /** @param {Partial<Window>} change */
  move(change) {
    Object.assign(this.window, change);
    clearTimeout(this.#moveTimer);
    this.#moveTimer = setTimeout(() => this.#send(), MOVE_DELAY);
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.paused = paused;
    this.#tell('state', null);
  }

  async #send() {
    if (!this.viewId) return;
    const sent = this.viewId;
    await post(`/live/${sent}/window`, this.window).catch(() => {
      if (this.viewId === sent) this.#later();
    });
  }

  async #open() {
    clearTimeout(this.#againTimer);
    try {
      this.viewId = (await post('/live', this.window)).viewId;
    } catch (error) {
      this.#tell('refused', error);
      return this.#later();
    }
    if (this.#users === 0) return;
    const source = new EventSource('/live/' + this.viewId);
    this.#source = source;
    for (const name of ['hello', 'totals', 'window', 'rates']) {
      source.addEventListener(name, (event) => this.#take(name, JSON.parse(event.data)));
    }
    source.addEventListener('end', () => this.#later());
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) this.#later();
    });
  }

  /** @param {string} name @param {any} data */
  #take(name, data) {
    if (name === 'hello') {
      this.intervalMillis = data.intervalMillis;
      this.#again = AGAIN_MIN;
    }
    this.lastFrame = performance.now();
    this.#tell(name, data);
  }

  /** A new view after a growing, jittered wait. */
  #later() {
    this.#close();
    if (this.#users === 0) return;
    clearTimeout(this.#againTimer);
    this.#againTimer = setTimeout(() => this.#open(), this.#again * (0.5 + Math.random()));
    this.#again = Math.min(AGAIN_MAX, this.#again * 2);
  }

  #close() {
    clearTimeout(this.#againTimer);
    this.#source?.close();
    this.#source = null;
    this.viewId = '';
  }

  #visible = () => {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) this.#hiddenTimer = setTimeout(() => this.#close(), HIDDEN_MAX);
    else if (!this.#source) this.#open();
  };

  /** @param {string} name @param {unknown} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export const stream = new LiveStream();

/** 60 points of one character each; a gap is null. @param {string} packed @param {number} peak */
export function unpack(packed, peak) {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return Array.from(packed, (c) => (c === '.' ? null : (digits.indexOf(c) * peak) / 63));
}
