import type { Account } from '../accounts/account.ts';
import type { Group } from '../groups/group.ts';
import { further, type ChatLine, type LineStatus } from './chat-line.ts';
import type { Written } from './content.ts';
import { shownLine } from './shown-lines.ts';

/** One bubble in a group. Its `status` is `delivered` or `read` once that holds for everybody it was sent to. */
export interface GroupLine extends ChatLine {
  /** The phone number of whoever wrote it. */
  author: string;
}

/** A bubble with the whole of its message. */
export type SentGroupLine = GroupLine & Written;

/** A bubble with what the phone remembers about it but does not show. */
export interface KeptGroupLine extends GroupLine, Written {
  /** By phone number, how far it has come with each of those it was sent to; empty for what others wrote. */
  receipts: Record<string, LineStatus>;
}

/** Takes a receipt of one reader; says whether the ticks moved. */
export function noteReceipt(line: KeptGroupLine, reader: string, status: LineStatus): boolean {
  const before = line.receipts[reader];
  if (before === undefined) return false;
  line.receipts[reader] = further(before, status);
  const all = Object.values(line.receipts);
  const common = (['read', 'delivered'] as const).find((least) => all.every((one) => further(one, least) === one));
  const moved = common !== undefined && further(line.status, common) !== line.status;
  if (moved) line.status = common;
  return moved;
}

/** The bubble alone: a copy that the caller may keep. */
export function shownGroupLine(line: SentGroupLine): GroupLine {
  return { ...shownLine(line), author: line.author };
}

/** The receipts of a line that has just left: nobody else has it yet. */
export function othersIn(group: Group, author: Account): Record<string, LineStatus> {
  const others = group.members.filter((member) => member !== author);
  return Object.fromEntries(others.map(({ phoneNumber }) => [phoneNumber, 'sent' as const]));
}
