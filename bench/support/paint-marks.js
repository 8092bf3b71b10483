/**
 * Runs in the page before anything of the app: notes when a message's frame arrives, when its bubble has been painted, and
 * every animation frame, all by `performance.now()`; and with each paint the first message that was rendered then.
 */
const marks = { arrived: new Map(), painted: new Map(), frames: [], paints: [] };
globalThis.marks = marks;

globalThis.WebSocket = class extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols);
    this.addEventListener('message', ({ data }) => {
      const number = typeof data === 'string' ? Number(/"text":"paint-(\d+) /.exec(data)?.[1]) : NaN;
      if (!Number.isNaN(number) && !marks.arrived.has(number)) marks.arrived.set(number, performance.now());
    });
  }
};

requestAnimationFrame(function note(at) {
  marks.frames.push(at);
  requestAnimationFrame(note);
});

const shown = new Set();
new MutationObserver((records) => {
  const fresh = [];
  for (const row of records.flatMap(({ addedNodes }) => [...addedNodes]).flatMap(rowsOf)) {
    const number = Number(/paint-(\d+) /.exec(row.textContent)?.[1]);
    if (Number.isNaN(number) || shown.has(number)) continue;
    shown.add(number);
    fresh.push(number);
  }
  if (fresh.length > 0) {
    requestAnimationFrame(() => {
      afterFrame(() => {
        const at = performance.now();
        for (const number of fresh) marks.painted.set(number, at);
        marks.paints.push({ at, first: firstRendered() });
      });
    });
  }
}).observe(document, { childList: true, subtree: true });

function rowsOf(node) {
  if (!(node instanceof HTMLElement)) return [];
  const row = node.closest('.row[data-key]');
  return row ? [row] : [...node.querySelectorAll('.row[data-key]')];
}

/** The rows come in any order. */
function firstRendered() {
  const texts = [...document.querySelectorAll('.row[data-key]')].map((row) => row.textContent);
  return Math.min(...texts.map((text) => Number(/paint-(\d+) /.exec(text)?.[1] ?? Infinity)));
}

/** The first task after the frame under way. */
function afterFrame(task) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    task();
    port1.close();
  };
  port2.postMessage(null);
}
