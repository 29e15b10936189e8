/**
 * `<copy-button data-label data-done>`: copies the text of the `[data-copied]` beside it. Where the
 * browser lets no page copy, it is not there: people mark the text themselves.
 * @module
 */
class CopyButton extends HTMLElement {
  connectedCallback() {
    const text = this.parentElement?.querySelector('[data-copied]')?.textContent ?? '';
    if (!navigator.clipboard || !text) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = this.dataset.label ?? '';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = this.dataset.done ?? '';
    });
    this.replaceChildren(button);
  }
}
customElements.define('copy-button', CopyButton);
