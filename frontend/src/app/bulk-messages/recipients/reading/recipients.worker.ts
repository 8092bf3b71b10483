import type { ReaderRequest, ReaderWord } from './reader-requests';
import { RecipientReading } from './recipient-reading';

/** Beside the page, which stays free while many rows are read. */
const reading = new RecipientReading();

function say(word: ReaderWord): void {
  postMessage(word);
}

addEventListener('message', ({ data }: MessageEvent<{ about: number; request: ReaderRequest }>) => {
  const { about, request } = data;
  const told = (part: number): void => {
    say({ about, part });
  };
  reading.answer(request, told).then(
    (answer) => {
      say({ about, answer });
    },
    () => {
      say({ about, failed: true });
    },
  );
});
