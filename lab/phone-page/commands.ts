import { z } from 'zod';
import type { PhonePageOptions } from './options.ts';
import { RequestError } from './request-error.ts';

const command = z.object({
  phone: z.string(),
  to: z.string().optional(),
  text: z.string().max(4096).optional(),
  typing: z.boolean().optional(),
  qr: z.string().max(2048).optional(),
  code: z.string().max(64).optional(),
  device: z.number().optional(),
});

/** Does what the page asks of one phone. */
export async function answerCommand(path: string, body: unknown, { phones }: PhonePageOptions): Promise<unknown> {
  const parsed = command.safeParse(body);
  if (!parsed.success) throw new RequestError(400, 'The request lacks something');
  const { phone: number, to = '', text = '', typing = false, qr = '', code = '', device } = parsed.data;
  const phone = phones().find(({ phoneNumber }) => phoneNumber === number);
  if (phone === undefined) throw new RequestError(404, 'There is no such phone');
  try {
    switch (path) {
      case '/api/send':
        if (text.trim() === '') throw new RequestError(400, 'There is nothing to send');
        return await phone.sendText(to, text);
      case '/api/read':
        await phone.markRead(to);
        return {};
      case '/api/typing':
        await phone.setTyping(to, typing);
        return {};
      case '/api/link':
        return await phone.scan(qr);
      case '/api/link-by-code':
        return await phone.enterPairingCode(code);
      case '/api/unlink':
        await phone.unlink(device);
        return {};
    }
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError(422, error instanceof Error ? error.message : '');
  }
  throw new RequestError(404, 'There is no such command');
}
