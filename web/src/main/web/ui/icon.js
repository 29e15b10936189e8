import { html } from 'lit';

/** An icon of the sprite; decoration only, the word beside it carries the meaning.
 *  @param {string} name @param {string} [state] */
export const icon = (name, state = '') => html`<svg class="icon ${state}" aria-hidden="true"
  ><use href="${document.documentElement.dataset.icons}#${name}"></use></svg>`;
