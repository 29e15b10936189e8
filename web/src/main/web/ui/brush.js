/** Lets the pointer choose a stretch of a canvas; `chosen` gets its edges in pixels. A touch
 *  scrolls the page instead. @param {HTMLElement} canvas @param {HTMLElement} shade
 *  @param {(from: number, to: number) => void} chosen */
export function brush(canvas, shade, chosen) {
  let start = 0;
  shade.className = 'brush';
  shade.hidden = true;
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    start = event.offsetX;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!start) return;
    shade.hidden = Math.abs(event.offsetX - start) < 6;
    shade.style.left = Math.min(event.offsetX, start) + 'px';
    shade.style.width = Math.abs(event.offsetX - start) + 'px';
  });
  canvas.addEventListener('pointerup', (event) => {
    if (start && !shade.hidden) {
      chosen(Math.min(start, event.offsetX), Math.max(start, event.offsetX));
    }
    start = 0;
    shade.hidden = true;
  });
}
