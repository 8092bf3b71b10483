import { digitsOf, newMessageId } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';
import { changedNumberMessage, changedUserIdMessage, messagesChange } from '../payloads/index.ts';
import type { PersonState } from './person-state.ts';
import { knownTo } from './user-ids.ts';

/** Gives somebody another number, and a new user id with it; businesses they have chats with are told. Throws where the number is taken. */
export function changeNumber(lab: LabParts, person: PersonState, phoneNumber: string): void {
  const { people } = lab.world;
  const digits = digitsOf(phoneNumber);
  if (people.has(digits)) throw new Error(`${digits} is somebody's number already`);
  const numbers = person.book.chats().flatMap((id) => lab.world.numbers.get(id) ?? []);
  const before = new Map(
    numbers.map((number) => [number, knownTo(lab.world.account(number.wabaId).businessId, person)]),
  );
  people.delete(person.phoneNumber);
  person.phoneNumber = digits;
  person.changes += 1;
  if (person.username !== undefined) person.knownBy.clear();
  people.set(digits, person);
  for (const [number, known] of before) {
    const { userId, waId } = knownTo(lab.world.account(number.wabaId).businessId, person);
    const head = {
      id: newMessageId(digits, false),
      sentAt: lab.time.wholeSeconds(),
      from: known.waId,
      fromUserId: known.userId,
    };
    const changed = { name: person.name, userId, previousUserId: known.userId };
    const message =
      waId === undefined ? changedUserIdMessage(head, changed) : changedNumberMessage(head, { ...changed, waId });
    const metadata = { display_phone_number: number.phoneNumber, phone_number_id: number.id };
    lab.outbox.tell(number.wabaId, messagesChange(metadata, { messages: [message] }), { number, about: digits });
  }
  lab.changed(person);
}
