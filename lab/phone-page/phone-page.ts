import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Phone, WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { answerCommand } from './commands.ts';
import { ChangeStream } from './change-stream.ts';
import { RequestError } from './request-error.ts';
import { phoneView, phoneList } from './views.ts';
import { sendStatic } from './static-files.ts';

/** A QR code that the CRM shows now. */
export interface ShownQr {
  sessionId: string;
  name: string;
  qr: string;
}

export interface PhonePageOptions {
  server: WhatsAppWebServer;
  phones: () => Phone[];
  /** 0, the default, takes any free port. */
  port?: number;
  qrSource?: () => Promise<ShownQr[]>;
}

export interface PhonePage {
  readonly url: string;
  close(): Promise<void>;
}

const MAX_BODY = 64 * 1024;
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: browsers then send `Origin: null`, and writing is refused.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Starts the web page that plays the phones. Listens on this machine only. */
export async function startPhonePage(options: PhonePageOptions): Promise<PhonePage> {
  const stream = new ChangeStream(options.phones);
  const http = createServer((request, response) => {
    answer(request, response, options, stream).catch((error: unknown) => {
      const status = error instanceof RequestError ? error.status : 500;
      const message = error instanceof Error ? error.message : 'Unknown error';
      if (!response.headersSent) sendJson(response, { error: message }, status);
      else response.end();
    });
  });
  http.listen(options.port ?? 0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The phone page has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      stream.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) =>
        http.close(() => {
          resolve();
        }),
      );
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: PhonePageOptions,
  stream: ChangeStream,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  stream.watch();
  const phone = options.phones().find(({ phoneNumber }) => phoneNumber === searchParams.get('phone'));

  if (request.method === 'POST') {
    sendJson(response, await answerCommand(pathname, await bodyOf(request), options));
    return;
  }
  if (request.method !== 'GET') throw new RequestError(405, 'Only GET and POST');
  switch (pathname) {
    case '/api/phones': {
      sendJson(response, phoneList(options.phones()));
      return;
    }
    case '/api/phone':
      if (phone === undefined) throw new RequestError(404, 'There is no such phone');
      {
        sendJson(response, phoneView(phone, options.phones()));
        return;
      }
    case '/api/qrs': {
      sendJson(response, (await options.qrSource?.()) ?? []);
      return;
    }
    case '/api/changes': {
      stream.open(response);
      return;
    }
    default:
      return sendStatic(response, pathname);
  }
}

/** Takes JSON from this page only: another site cannot send this content type without asking first. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const { origin, host = '', 'content-type': type, 'sec-fetch-site': site } = request.headers;
  if (type?.split(';')[0] !== 'application/json') throw new RequestError(415, 'Only JSON is taken');
  const ours = origin === undefined ? site === 'same-origin' : origin === `http://${host}`;
  // The name is checked too: another site could have its own name point to this machine.
  if (!ours || !/^(127\.0\.0\.1|localhost):\d+$/.test(host)) throw new RequestError(403, 'Only this page may write');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) throw new RequestError(413, 'Too much at once');
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new RequestError(400, 'This is not JSON');
  }
}

function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
