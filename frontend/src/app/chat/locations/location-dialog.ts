import { Component, computed, ElementRef, inject, output, signal, viewChild } from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { Location } from '#contract/messages';
import { Formats } from '../../i18n';
import { Dialog, Icon, Spinner } from '../../ui';
import { UnsavedChanges } from '../../unsaved-changes';
import { MessageLocation } from '../message-contents/message-location';
import { MakerForm } from '../message-makers/maker-form';
import type { Written } from '../sending';
import { BrowserPosition, PositionError, type PositionTrouble } from './browser-position';
import { readLocation } from './read-location';

/** As much as the contract takes. */
const LONGEST = { name: 200, address: 500 } as const;

const nothing = { where: '', name: '', address: '' } as const;

/** Makes a place ready to be sent: where it is, and what it is called. Shown for as long as it exists. */
@Component({
  selector: 'app-location-dialog',
  imports: [Dialog, Icon, MakerForm, MessageLocation, Spinner, TranslocoDirective],
  templateUrl: './location-dialog.html',
  styleUrl: './location-dialog.css',
  providers: [provideTranslocoScope('chat', 'conversation', 'locations')],
})
export class LocationDialog {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #position = inject(BrowserPosition);
  protected readonly formats = inject(Formats);

  readonly made = output<Written>();
  readonly closed = output();

  protected readonly longest = LONGEST;
  protected readonly typed = signal<Record<keyof typeof nothing, string>>(nothing);
  protected readonly read = computed(() => readLocation(this.typed().where));
  protected readonly isEmpty = computed(() => Object.values(this.typed()).every((value) => value.trim() === ''));
  /** As it will be sent; null while it is not known where. */
  protected readonly location = computed<Location | null>(() => {
    const [read, name, address] = [this.read(), this.typed().name.trim(), this.typed().address.trim()];
    if ('problem' in read) return null;
    const { latitude, longitude } = read;
    return { latitude, longitude, ...(name && { name }), ...(address && { address }) };
  });
  /** That nothing is written is told once somebody wanted to send it. */
  readonly #isTried = signal(false);
  protected readonly fault = computed(() => {
    const read = this.read();
    if (!('problem' in read)) return null;
    return read.problem === 'missing' && !this.#isTried() ? null : read.problem;
  });
  /** How asking the browser went; `within` is in metres. */
  protected readonly here = signal<{ state: 'idle' | 'asking' | PositionTrouble } | { state: 'found'; within: number }>(
    {
      state: 'idle',
    },
  );
  private readonly dialog = viewChild(Dialog);

  constructor() {
    inject(UnsavedChanges).watch(() => !this.isEmpty());
  }

  protected change(change: Partial<Record<keyof typeof nothing, string>>): void {
    this.typed.update((typed) => ({ ...typed, ...change }));
  }

  /** What the link calls the place is its name, unless somebody has written one. */
  protected changeWhere(where: string): void {
    const read = readLocation(where);
    const name = 'problem' in read ? undefined : read.name?.slice(0, LONGEST.name);
    this.here.set({ state: 'idle' });
    this.change({ where, ...(name && this.typed().name.trim() === '' && { name }) });
  }

  protected async useOwnPosition(): Promise<void> {
    if (this.here().state === 'asking') return;
    this.here.set({ state: 'asking' });
    const before = this.typed().where;
    try {
      const { latitude, longitude, accuracy } = await this.#position.find();
      // Whoever has written something meanwhile means that.
      if (this.typed().where !== before) return;
      this.change({ where: `${latitude.toFixed(6)}, ${longitude.toFixed(6)}` });
      this.here.set({ state: 'found', within: Math.round(accuracy) });
    } catch (error) {
      if (this.typed().where !== before) return;
      this.here.set({ state: error instanceof PositionError ? error.trouble : 'unknown' });
    }
  }

  protected send(): void {
    this.#isTried.set(true);
    const location = this.location();
    if (!location) {
      this.#element.querySelector<HTMLElement>('#location-where')?.focus();
      return;
    }
    this.made.emit({ text: '', location });
    this.dialog()?.close();
  }
}
