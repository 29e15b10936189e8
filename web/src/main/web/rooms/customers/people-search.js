/**
 * `<people-search>`: search as you type over the server's list. Emptied, the page's own list is
 * there again.
 * @module
 */
import { html, render } from 'lit';
import { get } from '../../app/api.js';
import { count, t } from '../../app/i18n.js';
import { changeUrl } from '../../app/page.js';

const DELAY = 120;
const SHOWN = 30;

/** @param {string} stored */
const dialled = (stored) => `${stored.slice(3, 8)}-${stored.slice(8)}`;

class PeopleSearch extends HTMLElement {
  #timer = 0;
  #asked = new AbortController();

  connectedCallback() {
    this.input.addEventListener('input', this.#later);
  }

  disconnectedCallback() {
    this.input.removeEventListener('input', this.#later);
    clearTimeout(this.#timer);
    this.#asked.abort();
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('[name=q]'));
  }

  #later = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), DELAY);
  };

  async #find() {
    const q = this.input.value.trim();
    if (!q) {
      location.assign('/customers');
      return;
    }
    this.#asked.abort();
    this.#asked = new AbortController();
    try {
      const path = `/api/search?limit=${SHOWN}&q=${encodeURIComponent(q)}`;
      const { items } = await get(path, this.#asked.signal);
      changeUrl({ q, after: null });
      this.#show(items);
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      if (name !== 'AbortError') this.#say(message);
    }
  }

  /** @param {any[]} items */
  #show(items) {
    const place = /** @type {HTMLElement} */ (this.querySelector('[data-list]'));
    if (!place.hasAttribute('data-drawn')) place.replaceChildren();
    this.querySelector('[data-more]')?.remove();
    place.toggleAttribute('data-drawn', true);
    render(items.length ? html`<table class="list fold"><thead><tr>
      <th scope="col">${t('customer.field.name')}</th><th scope="col">${t('customer.field.mobile')}</th>
      <th scope="col">${t('customer.field.place')}</th><th scope="col">${t('customer.found-by')}</th>
      </tr></thead><tbody>${items.map((hit) => this.#row(hit))}</tbody></table>`
      : html`<p class="empty">${t('customer.no-hit')}</p>`, place);
    this.#say(count('customer.hits', items.length));
  }

  /** @param {any} hit */
  #row({ customer, line, lineName, label, via }) {
    if (!customer) {
      return html`<tr><th scope="row"><a href="/lines/${line}"><code>${lineName}</code></a>
        <small class="private">${label}</small></th><td></td><td></td><td>${t('palette.line')}</td></tr>`;
    }
    const { person, place } = customer;
    const own = this.dataset.bangla === 'true' && person.nameBn;
    return html`<tr><th scope="row"><a class="private" href="/customers/${customer.id}"
      >${own ? person.nameBn : person.name}</a><small class="private"
      >${own ? person.name : person.nameBn}</small></th>
      <td><code class="private">${dialled(person.mobile)}</code></td>
      <td>${[place.union, place.upazila].filter(Boolean).join(', ')}</td>
      <td>${t('customer.via.' + via)} <code>${lineName || customer.number}</code></td></tr>`;
  }

  /** @param {string} words */
  #say(words) {
    const place = /** @type {HTMLElement} */ (this.querySelector('[data-says]'));
    place.textContent = words;
  }
}

customElements.define('people-search', PeopleSearch);
