import { request } from 'node:http';
import { within } from './within.ts';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request with exactly these headers, those included that `fetch` keeps for itself. */
export function rawRequest(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
  const answered = new Promise<RawAnswer>((resolve, reject) => {
    const call = request(url, { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, text: Buffer.concat(parts).toString() });
      });
    });
    call.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new Error('The request was upgraded.'));
    });
    call.on('error', reject);
    call.end();
  });
  return within(answered, `the answer of ${method} ${url}`);
}
