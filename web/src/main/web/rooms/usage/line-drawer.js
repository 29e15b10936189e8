/**
 * `<line-drawer>`: a line beside the live table; the table goes on under it. In the URL as `name`.
 * @module
 */
import { html, render } from 'lit';
import { t } from '../../app/i18n.js';
import { changeUrl, fromUrl, hear } from '../../app/page.js';
import { icon } from '../../ui/icon.js';

class LineDrawer extends HTMLElement {
  /** @type {Element | null} */ #before = null;
  /** @type {(() => void)[]} */ #ends = [];

  connectedCallback() {
    this.#ends = [hear('open-name', (id) => this.#open(id)), hear('escape', () => this.#close())];
    const id = Number(fromUrl('name'));
    if (id) this.#open(id);
  }

  disconnectedCallback() {
    for (const end of this.#ends) end();
  }

  /** @param {number} id */
  #open(id) {
    const first = !this.querySelector('.drawer');
    if (first) this.#before = document.activeElement;
    changeUrl({ name: id });
    import('./line-panel.js');
    render(html`<section class="drawer" role="dialog" aria-label=${t('drawer')}
      @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && this.#close()}>
      <header><a class="button" href="/names/${id}">${t('drawer.page')}</a><span class="grow"></span>
      <button class="button square" aria-label=${t('close')} @click=${() => this.#close()}
      >${icon('x')}</button></header><line-panel name-id=${id}></line-panel></section>`, this);
    if (first) /** @type {HTMLElement | null} */ (this.querySelector('button'))?.focus();
  }

  #close() {
    if (!this.querySelector('.drawer')) return;
    changeUrl({ name: null });
    render(html``, this);
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
  }
}

customElements.define('line-drawer', LineDrawer);
