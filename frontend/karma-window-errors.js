/*
 * A browser reports a size that changed twice within one frame as a window error. It measures again in the next frame and
 * nothing is lost, but Karma (by `onerror`) would end the whole run and Jasmine (by a listener) would fail a test.
 */
const isResizeNotice = (message) => String(message).startsWith('ResizeObserver loop');

const endRun = window.onerror;
window.onerror = (message, ...where) => isResizeNotice(message) || endRun?.call(window, message, ...where);

window.addEventListener('error', (event) => {
  if (isResizeNotice(event.message)) event.stopImmediatePropagation();
});
