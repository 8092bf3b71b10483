import type { ChatLine } from './chat-line.ts';

/** What is watched of a phone. */
interface Screen {
  readonly phoneNumber: string;
  chat(withNumber: string): ChatLine[];
  onChange(listener: () => void): () => void;
}

/** Waits until a chat shows a bubble that fits; rejects after the time limit. */
export function untilLine(
  screen: Screen,
  withNumber: string,
  fits: (line: ChatLine) => boolean,
  timeoutMs: number,
): Promise<ChatLine> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const line = screen.chat(withNumber).find(fits);
      if (line === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(line);
    };
    const stop = screen.onChange(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`No such bubble on ${screen.phoneNumber} with ${withNumber} within ${timeoutMs} ms`));
    }, timeoutMs);
    look();
  });
}
