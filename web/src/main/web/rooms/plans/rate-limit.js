/**
 * `<rate-limit>`: says in words what the RouterOS rate limit in its input means, as it is typed.
 * @module
 */
import { get } from '../../app/api.js';
import { format, t } from '../../app/i18n.js';

const DELAY = 250;

/** @param {number} bps */
const rate = (bps) => (bps === 0 ? t('plan.no-limit') : format.axis(bps));

/** How long a burst lasts. @param {any} burst @param {'up' | 'down'} way */
const seconds = (burst, way) => format.number(Math.max(1,
  Math.round(burst.threshold[way] * burst.seconds[way] / burst.rate[way])));

/** @param {any} limit */
export function inWords({ rate: plain, burst, priority, min }) {
  const words = [t('plan.speed', { down: rate(plain.down), up: rate(plain.up) }) + '.'];
  if (burst) {
    words.push(t('plan.burst', { down: rate(burst.rate.down), up: rate(burst.rate.up),
      downSeconds: seconds(burst, 'down'), upSeconds: seconds(burst, 'up') }));
  }
  if (priority !== 8) words.push(t('plan.priority', { n: format.number(priority) }));
  if (min.up !== plain.up || min.down !== plain.down) {
    words.push(t('plan.min', { down: rate(min.down), up: rate(min.up) }) + '.');
  }
  return words.join(' ');
}

class RateLimit extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.addEventListener('input', this.#later);
    this.#say();
  }

  disconnectedCallback() {
    this.removeEventListener('input', this.#later);
    clearTimeout(this.#timer);
  }

  #later = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(), DELAY);
  };

  async #say() {
    const input = /** @type {HTMLInputElement} */ (this.querySelector('input'));
    const place = /** @type {HTMLElement} */ (this.querySelector('[data-words]'));
    const text = input.value.trim();
    let words = '';
    try {
      words = text ? inWords(await get('/api/rate-limit?text=' + encodeURIComponent(text))) : '';
    } catch (error) {
      words = /** @type {Error} */ (error).message;
    }
    if (input.value.trim() === text) place.textContent = words;
  }
}

customElements.define('rate-limit', RateLimit);
