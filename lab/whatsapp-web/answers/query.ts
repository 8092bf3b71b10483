import type { BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Device } from '../accounts/device.ts';
import type { Exchange } from '../exchange.ts';

/** A question (`iq`) of a companion that is logged in. */
export interface Query {
  exchange: Exchange;
  account: Account;
  device: Device;
  iq: BinaryNode;
}

export interface Answer {
  error?: { code: string; text: string };
  content?: BinaryNode[];
}

export const EMPTY: Answer = {};
export const NOT_FOUND: Answer = { error: { code: '404', text: 'item-not-found' } };
export const FORBIDDEN: Answer = { error: { code: '403', text: 'forbidden' } };
export const NOT_IMPLEMENTED: Answer = { error: { code: '501', text: 'feature-not-implemented' } };
