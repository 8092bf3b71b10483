import type { MergeContactsRequest, MergeSide } from '#contract/contact-merging';
import { whatIsKnown, type ContactRow, type KeptValues } from '../conversations/index.ts';
import type { JudgedContact } from './one-account.ts';

/** What was decided when two contacts were to become one; done at once, or after their messages were moved. */
export interface MergeDecision {
  keep: NonNullable<MergeContactsRequest['keep']>;
  /** Of which of them the number stays; null for none shown. */
  number: MergeSide | null;
  /** A number that nobody has on WhatsApp; it is noted down. */
  spare: string | null;
  /** The number that somebody was shown to stay; null for none. */
  phoneNumber: string | null;
  /** What the two were judged by. */
  judged: { this: JudgedContact; other: JudgedContact };
  /** Which versions of the two it was decided about. */
  versions: { this: number; other: number };
}

/** What `into` is like once `from` is part of it: what somebody chose, and of the rest what is known of either. */
export function keptValues(from: ContactRow, into: ContactRow, decision: MergeDecision): KeptValues {
  const { keep } = decision;
  const known = { ...whatIsKnown(from, into), ...toldByWhatsApp(from, into, decision) };
  const of = (side: MergeSide) => (side === 'this' ? into : from);
  return {
    ...known,
    ...(keep.name && named(of(keep.name), known)),
    ...(keep.stage && { stage: of(keep.stage).stage }),
    notes: keptNotes(from, into, known, decision),
    fields: JSON.stringify(keptFields(from, into, keep.fields ?? {})),
  };
}

/** WhatsApp tells how the number that stays is called: whoever writes next does so under that name. */
function toldByWhatsApp(from: ContactRow, into: ContactRow, { number }: MergeDecision): Partial<KeptValues> {
  const { whatsappName } = number === 'other' ? from : into;
  return whatsappName === '' ? {} : { whatsappName };
}

/** A name that is chosen stays, as if the team had given it, unless it is what WhatsApp tells anyway. */
function named({ name, namedByTeam, phoneNumber }: ContactRow, { whatsappName }: KeptValues): Partial<KeptValues> {
  const isOwnName = namedByTeam === 1 || (name !== `+${phoneNumber ?? ''}` && name !== 'WhatsApp');
  return { name, namedByTeam: isOwnName && name !== whatsappName ? 1 : 0 };
}

function keptNotes(
  from: ContactRow,
  into: ContactRow,
  known: KeptValues,
  { keep, spare, versions }: MergeDecision,
): string {
  const chosen = keep.notes ?? known.notes;
  const isChanged = from.version !== versions.other || into.version !== versions.this;
  // What was written down while the messages were moved is in no note that somebody has seen.
  const since = isChanged ? [into.notes, from.notes] : [];
  const missing = [...since, ...(spare === null ? [] : [`+${spare}`])].filter((notes) => !chosen.includes(notes));
  return [chosen, ...missing].filter((notes) => notes !== '').join('\n');
}

function keptFields(
  from: ContactRow,
  into: ContactRow,
  sides: Readonly<Record<string, MergeSide>>,
): Record<string, string> {
  const [theirs, ours] = [from, into].map(({ fields }) => JSON.parse(fields) as Record<string, string>);
  const all = { ...theirs, ...ours };
  for (const [fieldId, side] of Object.entries(sides)) {
    const value = (side === 'this' ? ours : theirs)?.[fieldId];
    if (value === undefined) Reflect.deleteProperty(all, fieldId);
    else all[fieldId] = value;
  }
  return all;
}
