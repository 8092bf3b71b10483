import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginResponse, SignedInUser } from '#contract/accounts';
import { createApplication, type Application, type ApplicationParts } from '../../src/application.ts';
import { createLogger, readSettings } from '../../src/operations/index.ts';
import { TestApi } from './test-api.ts';
import { TestLog } from './test-log.ts';
import { openTestSocket, type TestSocket, type TestSocketOptions } from './test-socket.ts';

const PASSWORD = 'correct horse battery';
/** Real hashes at a price tests can pay. */
const CHEAP = { N: 2 ** 10, r: 8, p: 1 };

/** Somebody signed in: their token, themselves, and requests in their name. */
export interface TestUser {
  token: string;
  user: SignedInUser;
  email: string;
  password: string;
  api: TestApi;
}

export interface TestApplicationOptions extends ApplicationParts {
  /** Further environment settings, such as `CORS_ORIGINS`. */
  environment?: Record<string, string>;
  /** An existing `DATA_DIR`, which is then not deleted at the end. */
  dataDirectory?: string;
}

/** The real application on a free port with a `DATA_DIR` of its own. Stop it with `await application.stop()`. */
export class TestApplication {
  readonly application: Application;
  readonly url: string;
  readonly dataDirectory: string;
  /** Requests of nobody. */
  readonly anonymous: TestApi;
  readonly log: TestLog;
  readonly #sockets: TestSocket[] = [];
  readonly #ownsDirectory: boolean;
  #operator: Promise<TestUser> | undefined;

  constructor(application: Application, url: string, directory: string, ownsDirectory: boolean, log: TestLog) {
    this.application = application;
    this.url = url;
    this.dataDirectory = directory;
    this.anonymous = new TestApi(url);
    this.log = log;
    this.#ownsDirectory = ownsDirectory;
  }

  get logged(): string[] {
    return this.log.lines;
  }

  operator(): Promise<TestUser> {
    return (this.#operator ??= this.signIn('operator@condorito.test', PASSWORD));
  }

  /** A new client; returns its first admin, signed in. */
  async createClient(clientCode: string): Promise<TestUser> {
    const operator = await this.operator();
    const email = `admin@${clientCode.toLowerCase()}.test`;
    const admin = { name: `Admin of ${clientCode}`, email, password: PASSWORD };
    await operator.api.post('/clients', { clientCode, name: `Client ${clientCode}`, admin }).expect(201);
    return this.signIn(email, PASSWORD);
  }

  /** A new agent (or admin) of the admin's client, signed in. */
  async createUser(admin: TestUser, name: string, role: 'agent' | 'admin' = 'agent'): Promise<TestUser> {
    const email = `${name.toLowerCase()}@${String(admin.user.clientCode).toLowerCase()}.test`;
    await admin.api.post('/users', { name, email, password: PASSWORD, role }).expect(201);
    return this.signIn(email, PASSWORD);
  }

  async signIn(email: string, password: string): Promise<TestUser> {
    const { body } = await this.anonymous.post<LoginResponse>('/auth/login', { email, password }).expect(200);
    return { ...body, email, password, api: new TestApi(this.url, { authorization: `Bearer ${body.token}` }) };
  }

  /** A socket of this user, connected, or refused with the error that `connect_error` brought. */
  async socket(who: TestUser | undefined, options: TestSocketOptions = {}): Promise<TestSocket> {
    const socket = openTestSocket(this.url, who?.token, options);
    this.#sockets.push(socket);
    await socket.connected;
    return socket;
  }

  /** Writes an event into the log of a client, as any capability does. */
  async logEvent(clientCode: string, kind: string): Promise<void> {
    await this.application.store.write(({ event }) =>
      event(clientCode, 'settings:changed', () => Promise.resolve({ kind })),
    );
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    await this.application.close();
    if (this.#ownsDirectory) rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

export async function startTestApplication(options: TestApplicationOptions = {}): Promise<TestApplication> {
  const { environment, dataDirectory, ...parts } = options;
  const directory = dataDirectory ?? mkdtempSync(join(tmpdir(), 'condorito-'));
  const log = new TestLog();
  const logger = createLogger({ level: 'debug', json: true }, log);
  const settings = readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    NODE_ENV: 'test',
    DATA_DIR: directory,
    OPERATOR_EMAIL: 'operator@condorito.test',
    OPERATOR_PASSWORD: PASSWORD,
    ...environment,
  });
  const application = await createApplication(settings, { logger, passwordCost: CHEAP, ...parts });
  const { port } = await application.listen();
  const url = `http://127.0.0.1:${String(port)}`;
  return new TestApplication(application, url, directory, dataDirectory === undefined, log);
}
