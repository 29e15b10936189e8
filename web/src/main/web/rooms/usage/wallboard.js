/**
 * Wallboard: no chrome, large figures, three views in turn. Its state is in the URL, so that a
 * screen that is switched on in the morning comes back as it was.
 * @module
 */
import { t } from '../../app/i18n.js';
import { changeUrl, fromUrl, hear, tell } from '../../app/page.js';

const SLIDES = ['network', 'attention', 'talkers'];
const TURN = 20_000;
const root = document.documentElement;
let timer = 0;
let leave = () => {};

export const inWallboard = () => root.hasAttribute('data-wall');

/** @param {string} slide @param {boolean} turns */
function show(slide, turns) {
  root.dataset.wall = slide;
  changeUrl({ wall: slide, hold: turns ? null : 1 });
  tell('theme');
  const place = document.querySelector('#wall-state');
  if (place) {
    place.textContent = t(turns ? 'wall.turning' : 'wall.held', { view: t('wall.' + slide),
      at: SLIDES.indexOf(slide) + 1, of: SLIDES.length });
  }
  clearInterval(timer);
  if (turns) timer = setInterval(() => turn(1, true), TURN);
}

/** @param {number} by @param {boolean} turns */
function turn(by, turns) {
  const at = SLIDES.indexOf(root.dataset.wall || '');
  show(SLIDES[(at + by + SLIDES.length) % SLIDES.length], turns);
}

/** A hand on the arrows stops the turning. @param {number} by */
export function nextSlide(by) {
  if (inWallboard()) turn(by, false);
}

function end() {
  clearInterval(timer);
  leave();
  root.removeAttribute('data-wall');
  changeUrl({ wall: null, hold: null });
  tell('theme');
}

/** @param {string} [slide] */
export function switchWallboard(slide = SLIDES[0]) {
  if (inWallboard()) return end();
  const endings = [hear('escape', end), listen()];
  leave = () => endings.forEach((ending) => ending());
  return show(slide, !fromUrl('hold'));
}

/** Space holds and goes on. */
function listen() {
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== ' ' || document.querySelector('dialog:modal')) return;
    event.preventDefault();
    show(root.dataset.wall || SLIDES[0], Boolean(fromUrl('hold')));
  };
  document.addEventListener('keydown', key);
  return () => document.removeEventListener('keydown', key);
}

if (SLIDES.includes(fromUrl('wall'))) switchWallboard(fromUrl('wall'));
