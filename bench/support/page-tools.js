/** Runs in the page before anything of the app: what a bench asks the page for. It keeps nothing. */
globalThis.tools = {
  /** The number of the newest message in the page. */
  lastShown() {
    const texts = [...document.querySelectorAll('.row[data-key]')].map((row) => row.textContent);
    return Math.max(...texts.map((text) => Number(/paint-(\d+) /.exec(text)?.[1] ?? 0)));
  },

  /** Of the whole document, texts and comments included. */
  countNodes() {
    const walker = document.createTreeWalker(document);
    let nodes = 1;
    while (walker.nextNode()) nodes++;
    return nodes;
  },

  /** Moves on by `step` pixels in each animation frame; resolves with the frames' times and how far it came. */
  scroll({ selector, step, milliseconds }) {
    const element = document.querySelector(selector);
    const frames = [];
    let far = 0;
    return new Promise((resolve) => {
      requestAnimationFrame(function move(at) {
        frames.push(at);
        const before = element.scrollTop;
        element.scrollTop += step;
        far += Math.abs(element.scrollTop - before);
        if (at - frames[0] < milliseconds) requestAnimationFrame(move);
        else resolve({ frames, far });
      });
    });
  },
};
