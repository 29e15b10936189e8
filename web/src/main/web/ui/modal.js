/**
 * `<dialog>` with what every one of ours needs: opened modal, closed by a press outside, gone from
 * the page when closed. Its content is a Lit template.
 * @module
 */
import { render } from 'lit';

/** @param {import('lit').TemplateResult} content @param {string} name what it is, for readers
 *  @param {string} [kind] class name */
export function openModal(content, name, kind = '') {
  const dialog = document.createElement('dialog');
  dialog.className = 'modal ' + kind;
  dialog.setAttribute('aria-label', name);
  document.body.append(dialog);
  render(content, dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('pointerdown', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
  return dialog;
}
