/**
 * `<text-preview>`: shows while one writes what a reader would get, and how many SMS that is. The
 * server fills and counts; without a script a button asks for the same.
 * @module
 */
import { html, render } from 'lit';
import { post } from '../../app/api.js';
import { format, t } from '../../app/i18n.js';

const PAUSE_MILLIS = 400;

class TextPreview extends HTMLElement {
  #timer = 0;

  #later = () => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#show, PAUSE_MILLIS);
  };

  connectedCallback() {
    this.addEventListener('input', this.#later);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.removeEventListener('input', this.#later);
  }

  #show = async () => {
    const form = /** @type {HTMLFormElement} */ (this.querySelector('form'));
    const written = new FormData(form);
    const subject = written.get('subject');
    const body = String(written.get('body') ?? '');
    const place = /** @type {HTMLElement} */ (this.querySelector('[data-preview]'));
    if (!body.trim()) return;
    try {
      const path = this.dataset.path ?? '';
      const { wording, sms } = await post(path, subject === null ? { body } : { subject, body });
      place.replaceChildren();
      render(html`${wording.subject ? html`<p><b>${wording.subject}</b></p>` : ''}<p class="said"
        >${wording.body}</p>`, place);
      this.#count(sms);
    } catch (problem) {
      place.replaceChildren();
      render(html`<p class="fault" lang="en">${/** @type {Error} */ (problem).message}</p>`, place);
    }
  };

  /** @param {{unicode: boolean, units: number, parts: number}} sms */
  #count({ unicode, units, parts }) {
    const place = this.querySelector('[data-count]');
    if (!place) return;
    const [many, sms] = [format.number(units), format.number(parts)];
    const counted = t('message.count', { units: many, parts: sms });
    place.textContent = `${counted} · ${t(unicode ? 'message.unicode' : 'message.gsm')}`;
  }
}

customElements.define('text-preview', TextPreview);
