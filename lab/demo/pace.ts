import { setTimeout as pause } from 'node:timers/promises';

const SECOND = 1_000;

/** Waits for some seconds, at random between the two. */
export function rest(least: number, most: number, stopped: AbortSignal): Promise<void> {
  return pause((least + Math.random() * (most - least)) * SECOND, undefined, { signal: stopped, ref: false });
}

/** One of them, at random. Throws when there is none. */
export function pick<Thing>(things: readonly Thing[]): Thing {
  const thing = things[Math.floor(Math.random() * things.length)];
  if (thing === undefined) throw new Error('There is nothing to pick from.');
  return thing;
}

/** Ends with the demo; anything else that goes wrong in a simulated life is worth a line, never the end of the demo. */
export async function quietly(life: () => Promise<void>): Promise<void> {
  try {
    await life();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) console.error('A simulated phone stumbled:', error);
  }
}
