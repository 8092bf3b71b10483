import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { z } from 'zod';
import type { ResponderFault } from '#contract/bot';
import { isInside } from './inside-addresses.ts';
import type { ResponderAddress } from './responder-address.ts';

/** What a chat completion is made from. */
export interface Asked {
  model: string;
  messages: readonly { role: 'system' | 'user' | 'assistant'; content: string }[];
}

export interface AskOptions {
  address: ResponderAddress;
  /** Undefined where it needs none. */
  key: string | undefined;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Answers are a few thousand characters; a page of something else is not read to its end. */
const LONGEST_BODY = 1_000_000;
const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

class Fault extends Error {
  readonly fault: ResponderFault;

  constructor(fault: ResponderFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Asks a language model over OpenAI's chat completions. Calls no address within the operator's network, whatever its name leads
 * to, and follows no redirect. Resolves to the text, or to why there is none; rejects only where `signal` has ended it.
 */
export async function askModel(
  asked: Asked,
  options: AskOptions,
): Promise<{ text: string } | { fault: ResponderFault }> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const body = await post(JSON.stringify(asked), options, AbortSignal.any([timeout, options.signal]));
    const text = textOf(body).trim();
    return text === '' ? { fault: 'unusable' } : { text };
  } catch (error) {
    if (options.signal.aborted) throw error;
    if (timeout.aborted) return { fault: 'timeout' };
    return { fault: faultOf(error) };
  }
}

function textOf(body: string): string {
  try {
    return completion.parse(JSON.parse(body)).choices[0]?.message.content ?? '';
  } catch {
    throw new Fault('unusable');
  }
}

/** Node wraps what a look-up rejects with, and what a connection to several addresses does. */
function faultOf(error: unknown): ResponderFault {
  if (error instanceof Fault) return error.fault;
  return error instanceof Error && error.cause instanceof Fault ? error.cause.fault : 'unreachable';
}

function post(body: string, { address, key }: AskOptions, signal: AbortSignal): Promise<string> {
  const { url, isAllowedInside } = address;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const call = send(url, {
    method: 'POST',
    agent: false,
    signal,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      accept: 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    ...(!isAllowedInside && { lookup: lookUpOutside }),
  });
  call.on('error', reject);
  call.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      text += piece;
      if (text.length > LONGEST_BODY) call.destroy(new Fault('unusable'));
    });
    response.on('error', reject);
    response.on('end', () => {
      if (response.statusCode === 200) resolve(text);
      else reject(new Fault('refused'));
    });
  });
  call.end(body);
  return promise;
}

/** As the system does, but for what leads inside: every address counts, because any of them may be the one that is called. */
const lookUpOutside: LookupFunction = (hostname, options, done) => {
  lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) done(error, []);
    else if (found.some(({ address }) => isInside(address))) done(new Fault('inside'), []);
    else if (options.all) done(null, found);
    else done(null, found[0]?.address ?? '', found[0]?.family);
  });
};
