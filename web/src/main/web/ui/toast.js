/** One polite sentence at the bottom of the page; announced, gone after a few seconds. */
const LASTS = 5_000;
let timer = 0;

/** @param {string} sentence @param {'good' | 'bad'} [state] */
export function toast(sentence, state = 'good') {
  const place = document.querySelector('#toast');
  if (!(place instanceof HTMLElement)) return;
  place.textContent = sentence;
  place.dataset.state = state;
  clearTimeout(timer);
  timer = setTimeout(() => { place.textContent = ''; }, LASTS);
}
