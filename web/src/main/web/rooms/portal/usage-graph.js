/**
 * `<usage-graph data-line data-from data-to data-label>`: a button; the graph's libraries are
 * fetched when somebody asks for it. The bars that the server drew stay.
 * @module
 */
class UsageGraph extends HTMLElement {
  connectedCallback() {
    const button = document.createElement('button');
    button.className = 'button';
    button.textContent = this.dataset.label || '';
    button.addEventListener('click', () => this.#show(button), { once: true });
    this.replaceChildren(button);
  }

  /** @param {HTMLButtonElement} button */
  async #show(button) {
    button.disabled = true;
    try {
      const { draw } = await import('./graph-kit.js');
      await draw(this);
    } catch (error) {
      button.disabled = false;
      button.addEventListener('click', () => this.#show(button), { once: true });
      throw error;
    }
  }
}

customElements.define('usage-graph', UsageGraph);
