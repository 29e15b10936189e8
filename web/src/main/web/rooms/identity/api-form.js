/**
 * `<api-form>`: sends its form to the JSON API and says what came of it. `data-path` and
 * `data-method` say where to; fields go by name, ticked boxes of one name by blanks. `data-then` is
 * `reload`, a path (`{id}` is the answer's), or what of the answer is shown, once: `link`, `key`,
 * `codes` or `enrol`.
 * @module
 */
import { html, render } from 'lit';
import { Problem, newKey, post, put, remove } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { icon } from '../../ui/icon.js';

/** What is shown once. @param {string} says @param {unknown} secret */
const once = (says, secret) => html`<div class="notice good" role="status">${icon('circle-check')}
  <div><p>${says}</p>${secret}</div></div>`;

const back = () => html`<p><a class="button" href=${location.pathname}>${t('done')}</a></p>`;

/** @type {Record<string, (answer: any, form: HTMLElement) => unknown>} */
const SHOWN = {
  link: (answer) => once(t('user.link-says'), html`<p><code class="secret">${new URL(answer.path,
    location.origin).href}</code></p>${back()}`),
  key: (answer) => once(t('key.says'), html`<p><code class="secret">${answer.text}</code></p>
    ${back()}`),
  codes: (answer, form) => html`${once(t('codes.says'), html`<ul class="codes">${
    answer.recoveryCodes.map((/** @type {string} */ code) => html`<li><code>${code}</code></li>`)}
    </ul>`)}<p><a class="button primary" href=${form.dataset.next || location.pathname}
    >${t('codes.kept')}</a></p>`,
  enrol: (answer) => html`<div class="enrol"><svg class="qr" role="img" aria-label=${t('enrol.qr')}
    viewBox="0 0 ${answer.modules} ${answer.modules}"><path d=${answer.path}></path></svg>
    <div><p>${t('enrol.scan')}</p><p><code class="secret">${answer.secret}</code></p>
    <api-form data-path="/api/me/second-factor/confirm" data-then="codes"><form class="form">
    <div class="field"><label for="enrol-code">${t('second.code')}</label><input id="enrol-code"
      name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="10"></div>
    <button class="button primary">${t('enrol.confirm')}</button></form>
    <div data-answer aria-live="polite"></div></api-form></div></div>`,
};

class ApiForm extends HTMLElement {
  /** The same until what is sent changes or was answered: a lost answer is asked for again. */
  #key = newKey();

  #renew = () => {
    this.#key = newKey();
  };

  connectedCallback() {
    this.addEventListener('input', this.#renew);
    this.addEventListener('submit', this.#submit);
  }

  disconnectedCallback() {
    this.removeEventListener('input', this.#renew);
    this.removeEventListener('submit', this.#submit);
  }

  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector('form'));
  }

  #fields() {
    /** @type {Record<string, string | number>} */
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      const input = /** @type {any} */ (this.form.elements.namedItem(name));
      const text = String(value);
      if (text && input.type === 'number') fields[name] = Number(text);
      else if (text) fields[name] = name in fields ? `${fields[name]} ${text}` : text;
    }
    return fields;
  }

  #send() {
    const { method = 'POST', path = '', version = '0' } = this.dataset;
    if (method === 'DELETE') return remove(path, Number(version));
    const fields = this.#fields();
    return method === 'PUT' ? put(path, fields, Number(version)) : post(path, fields, this.#key);
  }

  #submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    event.stopPropagation();
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector('button'));
    if (button) button.disabled = true;
    for (const field of this.form.querySelectorAll('[aria-invalid]')) {
      field.removeAttribute('aria-invalid');
    }
    try {
      const answer = await this.#send();
      this.#renew();
      this.#done(answer);
    } catch (error) {
      if (error instanceof Problem && error.status) this.#renew();
      this.#refused(error);
    }
    if (button) button.disabled = false;
  };

  /** @param {any} answer */
  #done(answer) {
    const then = this.dataset.then || 'reload';
    if (SHOWN[then]) {
      this.form.hidden = true;
      this.#say(SHOWN[then](answer, this));
    } else if (then === 'reload') location.reload();
    else location.assign(then.replace('{id}', answer.id ?? answer.account?.id));
  }

  /** @param {any} problem */
  #refused(problem) {
    const faults = problem.faults || [];
    const field = (/** @type {string} */ name) => /** @type {any} */ (
      this.form.elements.namedItem(name));
    for (const fault of faults) field(fault.field)?.setAttribute?.('aria-invalid', 'true');
    const says = problem.status === 412 ? t('form.stale') : problem.message;
    this.#say(html`<div class="notice bad" role="alert">${icon('circle-alert')}<div><p>${says}</p>
      ${problem.reference ? html`<small>${t('reference')} <code>${problem.reference}</code></small>`
    : ''}</div></div>`);
    field(faults[0]?.field)?.focus?.();
  }

  /** @param {unknown} content */
  #say(content) {
    render(content, /** @type {HTMLElement} */ (this.querySelector(':scope > [data-answer]')));
  }
}

customElements.define('api-form', ApiForm);
