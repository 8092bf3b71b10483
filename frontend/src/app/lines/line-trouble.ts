import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { needsPerson } from '../whatsapp-sessions';

/** A line that is down and tries again by itself is left to it for as long, in milliseconds: as the server's alerts are. */
const LEFT_ALONE = 300_000;

/** Whether somebody has to see to a line: it waits for a person, or it is down for long. */
export function needsAttention(line: WhatsAppSession, now: number): boolean {
  const { downSince } = line;
  if (needsPerson(line)) return true;
  return downSince !== null && now - Date.parse(downSince) >= LEFT_ALONE;
}

/** In how many milliseconds the next line is down for long, should none come back; null where none is down. */
export function untilNextIsDownForLong(lines: readonly WhatsAppSession[], now: number): number | null {
  const waits = lines.flatMap(({ downSince }) => {
    const wait = downSince === null ? 0 : Date.parse(downSince) + LEFT_ALONE - now;
    // The clock of the server may be ahead of this one.
    return wait > 0 ? [Math.min(wait, LEFT_ALONE)] : [];
  });
  return waits.length > 0 ? Math.min(...waits) : null;
}
