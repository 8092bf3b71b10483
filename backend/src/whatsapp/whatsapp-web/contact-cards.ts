import type { proto } from 'baileys';
import type { ContactCard } from '#contract/messages';

const MOST_CARDS = 20;
const MOST_NUMBERS = 20;
const LONGEST_NAME = 200;
const LONGEST_NUMBER = 40;
/** Nobody's card is longer without a photo, which we do not read. */
const LONGEST_CARD = 100_000;

/** The cards of a message, as far as they can be read; undefined where it holds none. */
export function cardsIn({ contactMessage, contactsArrayMessage }: proto.IMessage): ContactCard[] | undefined {
  const cards = contactMessage ? [contactMessage] : contactsArrayMessage?.contacts;
  return cards?.slice(0, MOST_CARDS).map(readCard);
}

/** One card is a message of its own, several come as a list. */
export function cardsMessage(cards: readonly ContactCard[]): proto.IMessage {
  const contacts = cards.map((card) => ({ displayName: card.name, vcard: writeCard(card) }));
  const [only] = contacts;
  if (contacts.length === 1 && only) return { contactMessage: only };
  return { contactsArrayMessage: { displayName: cards.map(({ name }) => name).join(', '), contacts } };
}

function readCard({ displayName, vcard }: proto.Message.IContactMessage): ContactCard {
  let name = displayName ?? '';
  const phoneNumbers = new Set<string>();
  for (const { property, parameters, value } of linesOf(vcard ?? '')) {
    if (property === 'FN' && name === '') name = unescaped(value);
    if (property === 'TEL') phoneNumbers.add(/;WAID=(\d+)/i.exec(parameters)?.[1] ?? value.replace(/\D/g, ''));
  }
  phoneNumbers.delete('');
  const numbers = [...phoneNumbers].slice(0, MOST_NUMBERS).map((number) => number.slice(0, LONGEST_NUMBER));
  return { name: name.trim().slice(0, LONGEST_NAME), phoneNumbers: numbers };
}

/** `item1.TEL;type=CELL;waid=52…:+52 …`: a group that says nothing, the property, its parameters, the value. */
function linesOf(vcard: string): { property: string; parameters: string; value: string }[] {
  const unfolded = vcard.slice(0, LONGEST_CARD).replace(/\r?\n[ \t]/g, '');
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 0) return [];
    const [named = '', ...parameters] = line.slice(0, colon).split(';');
    const property = named.slice(named.indexOf('.') + 1).toUpperCase();
    return [
      { property, parameters: parameters.map((parameter) => `;${parameter}`).join(''), value: line.slice(colon + 1) },
    ];
  });
}

function writeCard({ name, phoneNumbers }: ContactCard): string {
  const shown = escaped(name);
  const numbers = phoneNumbers.map((number) => {
    const digits = number.replace(/\D/g, '');
    return `TEL;type=CELL;type=VOICE;waid=${digits}:+${digits}`;
  });
  return ['BEGIN:VCARD', 'VERSION:3.0', `N:;${shown};;;`, `FN:${shown}`, ...numbers, 'END:VCARD'].join('\n');
}

/** A line break would begin another property. */
function escaped(value: string): string {
  return value.replace(/[\r\n]+/g, ' ').replace(/[\\,;]/g, (special) => `\\${special}`);
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/g, (_, special: string) => (special.toLowerCase() === 'n' ? ' ' : special));
}
