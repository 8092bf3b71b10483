import { Service, signal } from '@angular/core';

/** How the panel was left, so that coming back finds it as it was. */
@Service()
export class DashboardPlace {
  readonly #tables = signal<ReadonlySet<string>>(new Set());
  /** The charts that are seen as a table, by name. */
  readonly tables = this.#tables.asReadonly();
  /** In pixels. */
  scrollTop = 0;

  toggleTable(name: string): void {
    this.#tables.update(
      (tables) => new Set(tables.has(name) ? [...tables].filter((one) => one !== name) : [...tables, name]),
    );
  }
}
