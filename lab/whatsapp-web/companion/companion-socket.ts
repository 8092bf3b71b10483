import { type BinaryNode, type proto } from 'baileys';
import type { WebSocket } from 'ws';
import type { Account } from '../accounts/account.ts';
import { acknowledge, type Acknowledged, type Device } from '../accounts/device.ts';
import { answerQuery } from '../answers/answer-query.ts';
import type { Answer } from '../answers/query.ts';
import type { CompanionEnd, Exchange } from '../exchange.ts';
import { Hold } from '../hold.ts';
import { routeMessage } from '../routing/messages.ts';
import { takeReceipt } from '../routing/receipts.ts';
import { takePresence, takeTyping } from '../routing/typing.ts';
import { NoiseLink, type ServerIdentity } from '../wire/noise-link.ts';
import { childrenOf, node, secondsOf, SERVER } from '../wire/nodes.ts';
import { damaged } from './damage.ts';
import { endOfStream, refusedLogin } from './endings.ts';
import type { PairingDesk } from './pairing-desk.ts';
import { readRegistration } from './registration.ts';
import type { Visitor } from './visitor.ts';

/** Some clients miss an answer that comes within a millisecond of their last step of the handshake. */
const BREATH_MS = 60;
/** How long after `active` a companion counts as listening when it does not say so itself. */
const LISTENING_MS = 300;

/** One connection of a companion, from its handshake to its end. */
export class CompanionSocket implements CompanionEnd {
  readonly #exchange: Exchange;
  readonly #desk: PairingDesk;
  readonly #link: NoiseLink;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #silence = new Hold();
  #phoneNumber: string | undefined;
  #visitor: Visitor | undefined;
  #account: Account | undefined;
  #device: Device | undefined;
  #active = false;
  #ready = false;
  #ended = false;

  constructor(socket: WebSocket, identity: ServerIdentity, exchange: Exchange, desk: PairingDesk) {
    this.#exchange = exchange;
    this.#desk = desk;
    this.#link = new NoiseLink(socket, identity, {
      introduced: (clientKey, payload) => {
        this.#introduced(clientKey, payload);
      },
      received: (stanza) => {
        this.#received(stanza);
      },
      closed: () => {
        this.#exchange.sockets.delete(this);
        this.#leave();
      },
    });
    exchange.sockets.add(this);
  }

  get phoneNumber(): string | undefined {
    return this.#phoneNumber;
  }

  /** Whether the companion listens: it has logged in, and messages for it go out at once. */
  get ready(): boolean {
    return this.#ready;
  }

  send(stanza: BinaryNode): void {
    this.#silence.pass(() => {
      const id = stanza.attrs['id'] ?? '';
      const isDamaged = stanza.tag === 'message' && this.#exchange.faults.strikes('corrupt', id);
      this.#link.send(isDamaged ? damaged(stanza) : stanza);
    });
  }

  end(code: number | undefined): void {
    this.#endWith(endOfStream(code));
  }

  cut(): void {
    this.#ended = true;
    this.#link.destroy();
    this.#leave();
  }

  fallSilent(silent: boolean): void {
    if (silent === this.#silence.isOn) return;
    if (silent) {
      this.#silence.begin();
      this.#link.pause();
    } else {
      this.#link.resume();
      this.#silence.end();
    }
  }

  #introduced(clientKey: Buffer, payload: proto.ClientPayload): void {
    if (payload.username) {
      const { device } = payload;
      const phoneNumber = String(payload.username);
      this.#phoneNumber = phoneNumber;
      this.fallSilent(this.#exchange.isSilent(phoneNumber));
      this.#later(BREATH_MS + this.#exchange.faults.loginDelay, () => {
        this.#silence.pass(() => {
          this.#logIn(clientKey, phoneNumber, device ?? 0);
        });
      });
      return;
    }
    const visitor = {
      keys: readRegistration(clientKey, payload),
      send: (stanza: BinaryNode) => {
        this.send(stanza);
      },
      end: (code: number) => {
        this.end(code);
      },
    };
    this.#visitor = visitor;
    this.#later(BREATH_MS, () => {
      this.#desk.welcome(visitor);
    });
  }

  #logIn(clientKey: Buffer, phoneNumber: string, deviceId: number): void {
    if (this.#ended) return;
    const account = this.#exchange.directory.account(phoneNumber);
    const device = account?.devices.get(deviceId);
    const known = device !== undefined && clientKey.equals(device.noiseKey);
    const { faults } = this.#exchange;
    const refusal = faults.refuseLogin ?? this.#exchange.faultsOf(phoneNumber).refuseLogin ?? (known ? undefined : 401);
    if (account === undefined || device === undefined || refusal !== undefined) {
      this.#endWith(refusedLogin(refusal ?? 401));
      return;
    }
    this.#account = account;
    this.#device = device;
    this.#exchange.connect(account, deviceId, this);
    this.send(node('success', { t: secondsOf(Date.now()), lid: account.jid(deviceId, 'lid') }));
  }

  #received(stanza: BinaryNode): void {
    if (this.#ended) return;
    const account = this.#account;
    const device = this.#device;
    if (account === undefined || device === undefined) {
      if (this.#visitor !== undefined && stanza.tag === 'iq') this.#visitorAsks(this.#visitor, stanza);
      return;
    }
    const from = { account, device: device.id };
    switch (stanza.tag) {
      case 'iq':
        this.#companionAsks(account, device, stanza);
        return;
      case 'message':
        routeMessage(this.#exchange, from, stanza, (error) => {
          this.#acknowledge(stanza, error);
        });
        return;
      case 'receipt':
        takeReceipt(this.#exchange, from, stanza);
        this.#confirm('receipt', stanza);
        return;
      case 'ack':
        acknowledge(device, acknowledgedBy(stanza));
        this.#exchange.changed();
        return;
      case 'chatstate':
        takeTyping(this.#exchange, account, stanza);
        return;
      case 'presence':
        takePresence(this.#exchange, from, stanza);
        return;
      case 'call':
        this.#confirm('call', stanza);
        return;
      case 'ib':
        // The first thing Baileys sends once it is open (baileys/lib/Socket/socket.js, `sendUnifiedSession`). Waiting
        // for it keeps messages from coming before it knows its own LID.
        if (childrenOf(stanza)[0]?.tag === 'unified_session' && this.#active) this.#listen(account, device);
    }
  }

  #visitorAsks(visitor: Visitor, stanza: BinaryNode): void {
    if (stanza.attrs['type'] === 'result') {
      this.#desk.answered(visitor, stanza);
      return;
    }
    this.#inTime(this.#exchange.faults.answerDelay, () => {
      this.#reply(stanza, this.#desk.asked(visitor, stanza));
    });
  }

  #companionAsks(account: Account, device: Device, stanza: BinaryNode): void {
    const { type } = stanza.attrs;
    if (type === 'result' || type === 'error') return;
    this.#inTime(this.#exchange.faults.answerDelay, () => {
      this.#answer(account, device, stanza);
    });
  }

  #answer(account: Account, device: Device, stanza: BinaryNode): void {
    this.#reply(stanza, answerQuery({ exchange: this.#exchange, account, device, iq: stanza }));

    const asked = childrenOf(stanza)[0]?.tag;
    if (asked === 'active') {
      this.#active = true;
      this.#later(LISTENING_MS, () => {
        this.#listen(account, device);
      });
    }
    if (asked === 'remove-companion-device') this.#exchange.unlink(account, device.id);
  }

  #reply({ attrs: { id } }: BinaryNode, { error, content }: Answer): void {
    if (error === undefined) this.send(node('iq', { from: SERVER, type: 'result', id }, content));
    else this.send(node('iq', { from: SERVER, type: 'error', id }, [node('error', error)]));
  }

  /** Sends the offline queue, oldest first, and what says that it is over. */
  #listen(account: Account, device: Device): void {
    if (this.#ready || this.#ended) return;
    this.#ready = true;
    device.waiting.forEach((stanza, index) => {
      this.send({ ...stanza, attrs: { ...stanza.attrs, offline: String(index) } });
    });
    const drained = node('ib', { from: SERVER }, [node('offline', { count: String(device.waiting.length) })]);
    if (!this.#exchange.faults.hideDrain) this.send(drained);
    if (!device.greeted) this.#exchange.phones.get(account.phoneNumber)?.greet(device.id);
  }

  #confirm(kind: string, { attrs: { id, type, to } }: BinaryNode): void {
    this.send(node('ack', { class: kind, id, type, from: to }));
  }

  #acknowledge(stanza: BinaryNode, error?: number): void {
    const { id, to } = stanza.attrs;
    const attributes = { class: 'message', id, from: to, error: error === undefined ? undefined : String(error) };
    this.#inTime(this.#exchange.faults.ackDelay, () => {
      this.send(node('ack', { ...attributes, t: secondsOf(Date.now()) }));
    });
  }

  /** At once when nothing is to be waited for: what follows must not overtake it. */
  #inTime(milliseconds: number, act: () => void): void {
    if (milliseconds > 0) this.#later(milliseconds, act);
    else act();
  }

  #later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #endWith(words: BinaryNode | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    if (words !== undefined) this.send(words);
    this.#silence.pass(() => {
      this.#link.close();
    });
    this.#leave();
  }

  /** From here on nothing is done for this connection, though it may still be there. */
  #leave(): void {
    this.#ready = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    if (this.#visitor !== undefined) this.#desk.leave(this.#visitor);
    if (this.#account !== undefined && this.#device !== undefined) {
      this.#exchange.disconnect(this.#account, this.#device.id, this);
    }
  }
}

function acknowledgedBy({ attrs: { class: tag = '', id = '', type, participant } }: BinaryNode): Acknowledged {
  return { tag, id, type, participant };
}
