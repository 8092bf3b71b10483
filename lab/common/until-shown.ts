/** What is watched of a phone. */
interface Screen<Item> {
  /** What is looked for and where, for the error. */
  what: string;
  items(): Item[];
  onChange(listener: () => void): () => void;
}

/** How long is waited for what should come, in milliseconds. Long, because a busy machine may be slow at anything. */
const LIMIT_MS = 60_000;

/** Waits until a screen shows something that fits; rejects after the time limit. */
export function untilShown<Item>(screen: Screen<Item>, fits: (item: Item) => boolean): Promise<Item> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const item = screen.items().find(fits);
      if (item === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(item);
    };
    const stop = screen.onChange(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`No such ${screen.what} within ${LIMIT_MS / 1_000} s`));
    }, LIMIT_MS);
    look();
  });
}
