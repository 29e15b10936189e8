/**
 * `<router-form>`: adds or changes a router. The form is the server's; this tests the connection,
 * lets a person confirm the certificate's fingerprint, and saves.
 * @module
 */
import { html, render } from 'lit';
import { post, put } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { icon } from '../../ui/icon.js';

const SIGNS = /** @type {Record<string, [string, string]>} */ ({
  ok: ['circle-check', 'ok'], warning: ['triangle-alert', 'warn'], failed: ['circle-x', 'crit'],
  skipped: ['circle-minus', 'unknown'],
});

/** Pairs, so that two people can compare them aloud. @param {string} hex */
const spelled = (hex) => hex.replace(/(..)(?=.)/g, '$1:');

class RouterForm extends HTMLElement {
  connectedCallback() {
    this.form.addEventListener('submit', this.#submit);
    this.querySelector('[data-test]')?.addEventListener('click', this.#test);
    this.form.elements.namedItem('tls')?.addEventListener('change', this.#tls);
  }

  disconnectedCallback() {
    this.form.removeEventListener('submit', this.#submit);
  }

  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector('form'));
  }

  /** @param {string} name @returns {any} */
  #field(name) {
    return this.form.elements.namedItem(name);
  }

  /** The port follows the choice unless somebody chose another. */
  #tls = () => {
    const port = this.#field('port');
    const tls = this.#field('tls').checked;
    if (port.value === (tls ? '8728' : '8729')) port.value = tls ? '8729' : '8728';
  };

  #connection() {
    return {
      host: this.#field('host').value.trim(),
      port: Number(this.#field('port').value),
      tls: this.#field('tls').checked,
      fingerprint: this.#field('fingerprint').value || null,
      username: this.#field('username').value,
      password: this.#field('password').value || undefined,
      legacyLogin: this.#field('legacyLogin').checked,
      charset: this.#field('charset').value,
    };
  }

  #draft() {
    return {
      ...this.#connection(),
      name: this.#field('name').value.trim(),
      area: this.#field('area').value.trim(),
      intervalSeconds: Number(this.#field('intervalSeconds').value) || null,
      pollPpp: this.#field('pollPpp').checked,
      pollQueues: this.#field('pollQueues').checked,
      lineRateBps: Math.round(Number(this.#field('lineRateMbps').value) * 1e6),
    };
  }

  #test = async () => {
    const button = /** @type {HTMLButtonElement} */ (this.querySelector('[data-test]'));
    if (!this.form.reportValidity()) return;
    button.disabled = true;
    this.#say(html`<p class="notice">${icon('clock')}${t('router.testing')}</p>`);
    try {
      this.#result(await this.#ask());
    } catch (error) {
      this.#refused(error);
    }
    button.disabled = false;
  };

  /** An unchanged router is tested with the password that only the server knows. */
  #ask() {
    return this.dataset.id && !this.#field('password').value
      ? post(`/api/routers/${this.dataset.id}/test`)
      : post('/api/routers/test', this.#connection());
  }

  /** @param {any} test */
  #result(test) {
    const known = this.#field('fingerprint').value.toLowerCase();
    const shown = test.fingerprint;
    const ask = shown && shown !== known;
    this.#say(html`<h3>${t(test.ok ? 'router.test-ok' : 'router.test-failed')}</h3>
      <ol class="steps">${test.steps.map((/** @type {any} */ step) => html`<li
        >${icon(...SIGNS[step.outcome])}<div><b>${t('step.' + step.step)}</b><span class="unseen"
        >: ${t('outcome.' + step.outcome)}.</span><p lang="en">${step.says}</p></div></li>`)}</ol>
      ${ask ? html`<div class="notice">${icon('triangle-alert')}<div><p>${t(known
        ? 'router.fingerprint-changed' : 'router.fingerprint-new')}</p><code>${spelled(shown)}</code>
        <p><button type="button" class="button" @click=${() => this.#confirm(shown)}
        >${icon('check')}${t('router.fingerprint-confirm')}</button></p></div></div>` : ''}`);
  }

  /** @param {string} fingerprint */
  #confirm(fingerprint) {
    this.#field('fingerprint').value = fingerprint;
    this.#say(html`<p class="notice good">${icon('circle-check')}${t('router.fingerprint-kept')}</p>`);
    this.#field('fingerprint').focus();
  }

  /** @param {unknown} content */
  #say(content) {
    render(content, /** @type {HTMLElement} */ (this.querySelector('[data-result]')));
  }

  #submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    for (const field of this.form.querySelectorAll('[aria-invalid]')) {
      field.removeAttribute('aria-invalid');
    }
    try {
      const { id, version } = this.dataset;
      const saved = id ? await put('/api/routers/' + id, this.#draft(), Number(version))
        : await post('/api/routers', this.#draft());
      location.assign('/routers/' + saved.id);
    } catch (error) {
      this.#refused(error);
    }
  };

  /** @param {any} problem */
  #refused(problem) {
    const faults = problem.faults || [];
    for (const { field } of faults) this.#field(field)?.setAttribute?.('aria-invalid', 'true');
    const stale = problem.status === 412;
    this.#say(html`<div class="notice bad" role="alert">${icon('circle-alert')}<div><p>${
      stale ? t('router.stale') : problem.message}</p>${problem.reference
      ? html`<small>${t('reference')} <code>${problem.reference}</code></small>` : ''}</div></div>`);
    this.#field(faults[0]?.field)?.focus?.();
  }
}

customElements.define('router-form', RouterForm);
