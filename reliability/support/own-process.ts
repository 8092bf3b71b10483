import { readFileSync } from 'node:fs';
import type { LoginResponse } from '#contract/accounts';
import { TestApi, type TestUser } from '../../backend/test/support/index.ts';
import { ProductProcess } from '../../backend/test/whatsapp/product-process.ts';
import type { RunningProduct } from './office.ts';

const OPERATOR = 'operator@condorito.test';
const PASSWORD = 'correct horse battery';
const MEBIBYTE = 1_024 * 1_024;

/** The product in a process of its own, so that its memory is its own and its work takes nobody's turn. */
export class OwnProcess implements RunningProduct {
  readonly #process: ProductProcess;

  private constructor(process: ProductProcess) {
    this.#process = process;
  }

  /** Its data lies in a folder of its own within `folder`. */
  static async start(environment: Record<string, string> = {}, folder?: string): Promise<OwnProcess> {
    const operator = { OPERATOR_EMAIL: OPERATOR, OPERATOR_PASSWORD: PASSWORD };
    return new OwnProcess(await ProductProcess.start({ ...operator, ...environment }, folder));
  }

  get url(): string {
    return this.#process.url;
  }

  get pid(): number {
    return this.#process.pid;
  }

  get dataDirectory(): string {
    return this.#process.dataDirectory;
  }

  async createClient(clientCode: string): Promise<TestUser> {
    const { api } = await this.#signIn(OPERATOR);
    const admin = { name: 'Admin', email: `admin@${clientCode}.test`, password: PASSWORD };
    await api.post('/clients', { clientCode, name: clientCode, admin }).expect(201);
    return this.#signIn(admin.email);
  }

  /** What its process holds in memory now, in MiB. Linux only. */
  memory(): number {
    const status = readFileSync(`/proc/${String(this.#process.pid)}/status`, 'utf8');
    return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1_024) / MEBIBYTE;
  }

  /** `kill -9`, and a start on the same data at the same address. */
  async killAndStart(): Promise<void> {
    await this.#process.kill();
    await this.#process.run();
  }

  /** Ends it as an operator would, and starts it on the same data at the same address. */
  async restart(): Promise<void> {
    await this.#process.terminate();
    await this.#process.run();
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  async #signIn(email: string): Promise<TestUser> {
    const credentials = { email, password: PASSWORD };
    const { body } = await new TestApi(this.url).post<LoginResponse>('/auth/login', credentials).expect(200);
    const api = new TestApi(this.url, { authorization: `Bearer ${body.token}` });
    return { ...body, ...credentials, api };
  }
}
