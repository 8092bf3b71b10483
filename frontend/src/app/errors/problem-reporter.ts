import { DOCUMENT, inject, Injector, Service } from '@angular/core';
import type { ProblemReport } from '#contract/problem-reports';
import { ApiClient, AppSettings } from '../api';
import { type BugDescription, describeBug, fingerprintOf } from './bug-description';
import { newReference } from './reference';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const MOST_PER_HOUR = 10;

interface Reported {
  readonly reference: string;
  readonly at: number;
}

/** Tells the server of bugs: the same one once a minute, and ten an hour at most. A report that fails is not repeated. */
@Service()
export class ProblemReporter {
  readonly #injector = inject(Injector);
  readonly #document = inject(DOCUMENT);
  /** The last report of each bug, of the last hour. */
  readonly #reported = new Map<string, Reported>();
  #sentAt: readonly number[] = [];

  /** The reference under which the server knows of the bug; null where it is told no more for now. */
  report(error: unknown): string | null {
    const now = Date.now();
    const bug = describeBug(error);
    const fingerprint = fingerprintOf(bug);
    const last = this.#reported.get(fingerprint);
    if (last && now - last.at < MINUTE) return last.reference;
    this.#sentAt = this.#sentAt.filter((at) => now - at < HOUR);
    if (this.#sentAt.length >= MOST_PER_HOUR) return null;
    const reference = newReference();
    this.#sentAt = [...this.#sentAt, now];
    this.#note(fingerprint, { reference, at: now });
    this.#send(bug, reference);
    return reference;
  }

  #note(fingerprint: string, report: Reported): void {
    for (const [other, { at }] of this.#reported) if (report.at - at >= HOUR) this.#reported.delete(other);
    this.#reported.set(fingerprint, report);
  }

  #send(bug: BugDescription, reference: string): void {
    // Asked for late: the first bug may come while these are being built.
    const { version } = this.#injector.get(AppSettings).config();
    const report: ProblemReport = {
      reference,
      ...bug,
      page: this.#document.location.pathname.slice(0, 200),
      version: version.slice(0, 40),
    };
    this.#injector
      .get(ApiClient)
      .post('/problem-reports', report)
      .subscribe({ error: () => undefined });
  }
}
