/** Asks one address again and again by the clock, in a process of its own, and keeps how long each answer took. */
import { setTimeout as pause } from 'node:timers/promises';
import type { HttpProbe, HttpProbeResult } from './http-probe.ts';

let goesOn = false;

process.on('message', (request: HttpProbe) => {
  if (request.do === 'begin') {
    goesOn = true;
    void probe(request).then((result) => process.send?.(result));
  } else if (request.do === 'end') goesOn = false;
  else process.disconnect();
});

/** Open loop: a request is due by the clock, whether or not those before it were answered. */
async function probe({ url, headers, perSecond }: Extract<HttpProbe, { do: 'begin' }>): Promise<HttpProbeResult> {
  const times: number[] = [];
  let failed = 0;
  const asked: Promise<void>[] = [];
  const start = performance.now();
  for (let number = 0; goesOn; number += 1) {
    const due = start + (number * 1_000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    asked.push(
      fetch(url, { headers })
        .then(async (response) => {
          await response.text();
          if (response.ok) times.push(performance.now() - due);
          else failed += 1;
        })
        .catch(() => {
          failed += 1;
        }),
    );
  }
  await Promise.all(asked);
  return { times, failed };
}
