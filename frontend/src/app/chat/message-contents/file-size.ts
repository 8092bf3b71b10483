import { inject, Service } from '@angular/core';
import { Formats } from '../../i18n';

const UNITS = ['kB', 'MB', 'GB'];

/** The size of a file as people read it. */
@Service()
export class FileSize {
  readonly #formats = inject(Formats);

  /** In powers of 1,000, as WhatsApp and file managers count; less than 1 kB is 1 kB. */
  of(bytes: number): string {
    let size = Math.max(1, bytes / 1_000);
    let unit = 0;
    while (size >= 1_000 && unit < UNITS.length - 1) {
      size /= 1_000;
      unit += 1;
    }
    return `${this.#formats.number(size < 10 ? Math.round(size * 10) / 10 : Math.round(size))} ${UNITS[unit] ?? ''}`;
  }
}
