/**
 * Single-key shortcuts: one list, which `?` shows, and one listener. They rest in fields and in
 * dialogs, and altogether when the reader has switched them off (WCAG 2.1.4).
 * @module
 */
import { remember } from './page.js';

/** @typedef {{key: string, label: string, run: (event: KeyboardEvent) => void, mod?: boolean,
 *  shown?: string}} Shortcut */

const shortcuts = /** @type {Shortcut[]} */ ([]);

export const singleKeys = () => document.documentElement.dataset.keys !== 'off';

/** @param {boolean} on */
export function useSingleKeys(on) {
  document.documentElement.dataset.keys = on ? 'on' : 'off';
  remember('keys', on ? 'on' : 'off');
}

/** @returns {readonly Shortcut[]} */
export const allShortcuts = () => shortcuts;

/** Returns what takes it away again. @param {Shortcut} shortcut */
export function shortcut(shortcut) {
  shortcuts.push(shortcut);
  return () => {
    shortcuts.splice(shortcuts.indexOf(shortcut), 1);
  };
}

/** @param {EventTarget | null} target */
function writes(target) {
  return target instanceof Element
    && target.closest('input, select, textarea, [contenteditable]') !== null;
}

/** A control that has the focus keeps Enter and Space. @param {KeyboardEvent} event */
function ownKey(event) {
  return (event.key === ' ' || event.key === 'Enter')
    && event.target instanceof Element
    && event.target.closest('button, a, summary') !== null;
}

document.addEventListener('keydown', (event) => {
  const mod = event.ctrlKey || event.metaKey;
  const found = shortcuts.findLast((s) => s.key === event.key && Boolean(s.mod) === mod);
  if (!found || event.altKey || event.defaultPrevented) return;
  const modal = document.querySelector('dialog:modal') !== null;
  if (!mod && (!singleKeys() || writes(event.target) || ownKey(event))) return;
  if (modal) return;
  event.preventDefault();
  found.run(event);
});
