import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerCommand } from './commands.ts';
import { ChangeStream } from './change-stream.ts';
import type { PhonePageOptions } from './options.ts';
import { demandOwner, ownersOf } from './owners.ts';
import { bodyOf } from './request-body.ts';
import { RequestError } from './request-error.ts';
import { phoneView, phoneList } from './views.ts';
import { sendStatic } from './static-files.ts';

export interface PhonePage {
  readonly url: string;
  close(): Promise<void>;
}

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
  const stream = new ChangeStream(() => [...options.phones(), ...(options.graph?.people() ?? [])]);
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
  if (request.method === 'POST') {
    sendJson(response, await answerCommand(pathname, await bodyOf(request), options));
    return;
  }
  if (request.method !== 'GET') throw new RequestError(405, 'Only GET and POST');
  switch (pathname) {
    case '/api/phones':
      sendJson(response, phoneList(ownersOf(options)));
      return;
    case '/api/phone':
      sendJson(response, phoneView(demandOwner(options, searchParams.get('phone')), options));
      return;
    case '/api/qrs':
      sendJson(response, (await options.qrSource?.()) ?? []);
      return;
    case '/api/changes':
      stream.open(response);
      return;
    default:
      await sendStatic(response, pathname);
  }
}

function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
