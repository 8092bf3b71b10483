import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import type { Message, SendMessageRequest } from '#contract/messages';
import { ApiClient } from '../../../api';
import { OfflineDatabase, UnsentMessages } from '../../../offline';
import { provideNoDatabase } from '../../../offline/testing/no-database';
import type { ConnectionKind } from '../../../realtime';
import { TAB_LOCKS, TAB_USER, TabChannel, TabLeadership } from '../../../tabs';
import { openTab } from '../../../tabs/testing/open-tab';
import { quiet, until } from '../../../tabs/testing/until';
import { aMessage } from '../../testing/chat-fixtures';
import { FakeRealtime, provideFakeRealtime } from '../../testing/fake-realtime';
import { FileUpload } from '../file-upload';
import { SendQueue } from '../send-queue';
import { WaitingMessages } from '../waiting-messages';

export interface SendingTabOptions {
  user?: string;
  connection?: ConnectionKind;
  /** False: a browser that keeps nothing. */
  keeps?: boolean;
  /** False: a browser without Web Locks. */
  locks?: boolean;
}

/** A tab that sends, with a server that a spec answers for. */
export class SendingTab {
  readonly user = signal<string | null>('u1');
  readonly realtime = new FakeRealtime();
  readonly queue: SendQueue;
  readonly uploads: FileUpload;
  readonly leadership: TabLeadership;
  /** The texts of what the server stored, as this tab heard of them. */
  readonly stored: string[] = [];
  readonly close: () => void;
  readonly #server: HttpTestingController;
  readonly #tries: TestRequest[] = [];

  constructor({ user = 'u1', connection = 'live', keeps = true, locks = true }: SendingTabOptions = {}) {
    this.user.set(user);
    this.realtime.connectionIs(connection);
    const tab = openTab(
      provideHttpClient(),
      provideHttpClientTesting(),
      provideFakeRealtime(this.realtime),
      { provide: TAB_USER, useValue: this.user },
      { provide: TAB_LOCKS, useValue: locks ? navigator.locks : null },
      ApiClient,
      keeps ? OfflineDatabase : provideNoDatabase(),
      UnsentMessages,
      TabChannel,
      TabLeadership,
      WaitingMessages,
      FileUpload,
      SendQueue,
    );
    this.close = () => {
      tab.close();
    };
    this.#server = tab.get(HttpTestingController);
    this.leadership = tab.get(TabLeadership);
    this.queue = tab.get(SendQueue);
    this.uploads = tab.get(FileUpload);
    this.queue.stored$.subscribe(({ text }) => this.stored.push(text ?? ''));
  }

  get texts(): string[] {
    return this.queue.sends().map(({ text }) => text);
  }

  /** The ids under which the texts go out. */
  id(text: string): string {
    const found = this.queue.sends().find((send) => send.text === text);
    if (!found) throw new Error(`Nothing waits that says "${text}".`);
    return found.clientMessageId;
  }

  send(text: string, conversationId = 'c1'): void {
    this.queue.send({ id: conversationId, contactId: 'p1' }, { text });
  }

  /** Waits for the next request to send something. */
  nextTry(): Promise<Try> {
    return until(() => {
      this.#collect();
      const request = this.#tries.shift();
      return request && new Try(request);
    });
  }

  /** All that is being tried by now, apart from what was asked for before. */
  async tries(): Promise<Try[]> {
    await quiet();
    this.#collect();
    return this.#tries.splice(0).map((request) => new Try(request));
  }

  async otherTries(): Promise<string[]> {
    return (await this.tries()).map(({ text }) => text);
  }

  async leads(): Promise<void> {
    await until(() => this.leadership.isLeader());
  }

  #collect(): void {
    this.#tries.push(...this.#server.match(() => true));
  }
}

/** One request to send a text, which the spec answers. */
export class Try {
  readonly request: TestRequest;

  constructor(request: TestRequest) {
    this.request = request;
  }

  get body(): SendMessageRequest {
    return this.request.request.body as SendMessageRequest;
  }

  get text(): string {
    return 'text' in this.body ? (this.body.text ?? '') : '';
  }

  get message(): Message {
    const { clientMessageId } = this.body;
    return aMessage(1, { id: `stored-${clientMessageId}`, clientMessageId, text: this.text, direction: 'out' });
  }

  succeed(): void {
    this.request.flush({ message: this.message }, { status: 202, statusText: 'Accepted' });
  }

  /** `more` stands in the problem besides. */
  fail(status: number, type?: string, more: object = {}): void {
    this.request.flush(type === undefined ? null : { type, title: type, status, ...more }, {
      status,
      statusText: 'No',
    });
  }

  getNoAnswer(): void {
    this.request.error(new ProgressEvent('error'));
  }
}
