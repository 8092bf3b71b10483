import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's parameters: `N` times `r` times 128 bytes of memory, `p` times over. */
export interface PasswordCost {
  N: number;
  r: number;
  p: number;
}

/** One of the settings OWASP's password storage cheat sheet asks for: 32 MiB, some 200 ms of one core. */
export const defaultPasswordCost: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;

/** Passwords are kept as `scrypt$N$r$p$salt$key`: the cost travels with the hash, so that it can be raised later. */
export class Passwords {
  readonly #cost: PasswordCost;
  #decoy: Promise<string> | undefined;

  constructor(cost: PasswordCost) {
    this.#cost = cost;
  }

  async hash(password: string): Promise<string> {
    const { N, r, p } = this.#cost;
    const salt = randomBytes(16);
    const key = await derive(password, salt, this.#cost);
    return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
  }

  /** Compares in constant time. Without a hash it takes as long, so that nobody learns from the clock which users exist. */
  async matches(password: string, hash: string | undefined): Promise<boolean> {
    this.#decoy ??= this.hash(randomBytes(16).toString('hex'));
    const [scheme, N, r, p, salt, key] = (hash ?? (await this.#decoy)).split('$');
    if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
    const expected = Buffer.from(key, 'base64url');
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    const actual = await derive(password, Buffer.from(salt, 'base64url'), cost);
    return expected.length === actual.length && timingSafeEqual(expected, actual) && hash !== undefined;
  }
}

function derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
