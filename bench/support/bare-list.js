/**
 * Two virtual lists as bare as they can be: what is in view and six rows more, each with its text and a time. Live, the
 * last 1,000 messages are kept, as the product does. `?conversations=…&messages=…` is the past there is.
 */
const OVERSCAN = 6;
const KEPT = 1_000;
const LINE = 20;
const LETTERS = 78;

class List {
  constructor(selector, heightOf, draw) {
    this.scroller = document.querySelector(selector);
    this.sizer = this.scroller.querySelector('.sizer');
    this.heightOf = heightOf;
    this.draw = draw;
    this.elements = new Map();
    this.scroller.addEventListener('scroll', () => this.render());
  }

  show(items) {
    this.items = items;
    this.ends = new Float64Array(items.length);
    let end = 0;
    for (const [index, item] of items.entries()) this.ends[index] = end += this.heightOf(item);
    this.sizer.style.height = `${end}px`;
    this.render();
  }

  get isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - clientHeight - scrollTop < 80;
  }

  render() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(this.indexAt(scrollTop) - OVERSCAN, 0);
    const last = Math.min(this.indexAt(scrollTop + clientHeight) + OVERSCAN, this.items.length - 1);
    const shown = new Set();
    for (let index = first; index <= last; index++) {
      const item = this.items[index];
      shown.add(item.key);
      const top = `translateY(${index > 0 ? this.ends[index - 1] : 0}px)`;
      const known = this.elements.get(item.key);
      const element = known ?? this.draw(item);
      if (element.style.transform !== top) element.style.transform = top;
      if (known) continue;
      this.elements.set(item.key, element);
      this.sizer.append(element);
    }
    for (const [key, element] of this.elements) {
      if (shown.has(key)) continue;
      element.remove();
      this.elements.delete(key);
    }
  }

  indexAt(offset) {
    let [low, high] = [0, this.items.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const query = new URLSearchParams(location.search);
const textOf = (number) => `past-${number} ${'lorem ipsum dolor sit amet '.repeat((number * 7) % 16)}`;
const messageOf = (number, text) => ({ key: `m${number}`, text, time: '12:00' });

const messages = new List(
  '.messages',
  ({ text }) => Math.ceil(text.length / LETTERS) * LINE + 18,
  ({ key, text, time }) => element('row', key, [element('bubble', null, [text, ' ', time])]),
);
const conversations = new List(
  '.conversations',
  () => 72,
  ({ key, name }) => element('row', key, [name]),
);
conversations.show(
  Array.from({ length: Number(query.get('conversations')) }, (_, number) => ({
    key: `c${number}`,
    name: `Cliente ${number}`,
  })),
);
let shown = Array.from({ length: Math.max(Number(query.get('messages')), 1) }, (_, number) =>
  messageOf(`past-${number}`, textOf(number)),
);
messages.show(shown);
messages.scroller.scrollTop = messages.scroller.scrollHeight;

conversations.scroller.addEventListener('click', ({ target }) => {
  const key = target.closest('.row').dataset.key;
  shown = Array.from({ length: 50 }, (_, number) => messageOf(`${key}-${number}`, `${key} ${textOf(number)}`));
  messages.show(shown);
  messages.scroller.scrollTop = messages.scroller.scrollHeight;
});

let waiting = [];
new WebSocket(`ws://${location.host}/`).addEventListener('message', ({ data }) => {
  const [, { seq, message }] = JSON.parse(data);
  waiting.push(messageOf(seq, message.text));
  if (waiting.length > 1) return;
  requestAnimationFrame(() => {
    const { isAtEnd } = messages;
    shown = [...shown, ...waiting].slice(-KEPT);
    waiting = [];
    messages.show(shown);
    if (!isAtEnd) return;
    messages.scroller.scrollTop = messages.scroller.scrollHeight;
    messages.render();
  });
});

function element(name, key, children) {
  const made = document.createElement('div');
  made.className = name;
  if (key !== null) made.dataset.key = key;
  made.append(...children);
  return made;
}
