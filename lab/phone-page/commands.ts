import { z } from 'zod';
import type { PhonePageOptions } from './options.ts';
import { businessesOf, demandOwner, demandPhone, personOf, type Owner } from './owners.ts';
import { RequestError } from './request-error.ts';

const command = z.object({
  phone: z.string(),
  to: z.string().default(''),
  text: z.string().max(4096).default(''),
  typing: z.boolean().default(false),
  qr: z.string().max(2048).default(''),
  code: z.string().max(64).default(''),
  device: z.number().optional(),
  /** A bubble, and what was chosen in it. */
  message: z.string().default(''),
  choice: z.string().default(''),
});
type Command = z.output<typeof command>;

/** Does what the page asks of one phone. */
export async function answerCommand(path: string, body: unknown, options: PhonePageOptions): Promise<unknown> {
  const parsed = command.safeParse(body);
  if (!parsed.success) throw new RequestError(400, 'The request lacks something');
  const owner = demandOwner(options, parsed.data.phone);
  const isOnCloudApi = businessesOf(options).some(({ phoneNumber }) => phoneNumber === parsed.data.to);
  try {
    return await (isOnCloudApi ? toBusiness(path, parsed.data, owner, options) : withPhone(path, parsed.data, owner));
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError(422, error instanceof Error ? error.message : '');
  }
}

/** What is done in a chat with a business on the Cloud API. */
async function toBusiness(
  path: string,
  { to, text, message, choice }: Command,
  owner: Owner,
  options: PhonePageOptions,
): Promise<unknown> {
  const person = personOf(options, owner);
  switch (path) {
    case '/api/send':
      return person.sendText(to, demandText(text));
    case '/api/read':
      await person.markRead(to);
      return {};
    case '/api/typing':
      // The Cloud API does not tell businesses that somebody writes.
      return {};
    case '/api/press':
      return person.pressButton(to, message, choice);
    case '/api/choose':
      return person.chooseFromList(to, message, choice);
    case '/api/share-number':
      return person.shareNumber(to, message);
  }
  throw new RequestError(404, 'There is no such command');
}

async function withPhone(
  path: string,
  { to, text, typing, qr, code, device }: Command,
  owner: Owner,
): Promise<unknown> {
  const phone = demandPhone(owner);
  switch (path) {
    case '/api/send':
      return phone.sendText(to, demandText(text));
    case '/api/read':
      await phone.markRead(to);
      return {};
    case '/api/typing':
      await phone.setTyping(to, typing);
      return {};
    case '/api/link':
      return phone.scan(qr);
    case '/api/link-by-code':
      return phone.enterPairingCode(code);
    case '/api/unlink':
      await phone.unlink(device);
      return {};
  }
  throw new RequestError(404, 'There is no such command');
}

function demandText(text: string): string {
  if (text.trim() === '') throw new RequestError(400, 'There is nothing to send');
  return text;
}
