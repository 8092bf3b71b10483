import { afterNextRender, Component, computed, ElementRef, inject, Injector, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Observable } from 'rxjs';
import { MOST_CONTACT_FIELDS, MOST_STAGES } from '#contract/team-setting-values';
import type { NamedSetting } from '#contract/team-settings';
import { newId } from '../../ids';
import { EnhancedErrorHandlerService } from '../../errors';
import { type NamedSettings, TeamSettings } from '../../team-settings';
import { Icon } from '../../ui';
import { Wishes } from '../../wishes';
import { NameEditor } from './name-editor';
import { RemoveNamedDialog } from './remove-named-dialog';
import { RowActions } from '../row-actions';

const MOST: Record<NamedSettings, number> = { stages: MOST_STAGES, contactFields: MOST_CONTACT_FIELDS };

/** The stages or the fields of contacts, in an order of the client's own. */
@Component({
  selector: 'app-named-settings-card',
  imports: [Icon, NameEditor, RemoveNamedDialog, RowActions, TranslocoDirective],
  templateUrl: './named-settings-card.html',
  styleUrls: ['../list.css', './named-settings-card.css'],
})
export class NamedSettingsCard {
  readonly #team = inject(TeamSettings);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #toldWhenFailing = {
    error: (error: unknown): void => {
      this.#errors.tellFailure(error);
    },
  };

  readonly kind = input.required<NamedSettings>();
  readonly #wishes = new Wishes<readonly NamedSetting[]>(() => this.#team.all()?.[this.kind()] ?? []);
  protected readonly items = this.#wishes.value;
  protected readonly most = computed(() => MOST[this.kind()]);
  /** What is being named, in an object of its own each time: null for a new one. */
  protected readonly edited = signal<{ item: NamedSetting | null } | null>(null);
  /** What may be removed, once it is known how many contacts that is about. */
  protected readonly question = signal<{ item: NamedSetting; contacts: number } | null>(null);
  /** Where something was moved, for whoever does not see it. */
  protected readonly moved = signal<{ name: string; place: number; count: number } | null>(null);

  protected others(item: NamedSetting | null): readonly NamedSetting[] {
    return this.items().filter(({ id }) => id !== item?.id);
  }

  protected namesOfOthers(item: NamedSetting | null): readonly string[] {
    return this.others(item).map(({ name }) => name);
  }

  /** One place up or down; the keyboard stays on the button. */
  protected move(item: NamedSetting, by: -1 | 1, button: 'up' | 'down'): void {
    const moved = withStep(this.items(), item.id, by);
    if (moved === this.items()) return;
    this.#change((items) => withStep(items, item.id, by)).subscribe(this.#toldWhenFailing);
    const place = moved.findIndex(({ id }) => id === item.id) + 1;
    this.moved.set({ name: item.name, place, count: moved.length });
    afterNextRender(
      () => {
        this.#element.nativeElement
          .querySelector<HTMLElement>(`[data-id="${CSS.escape(item.id)}"] .${button}`)
          ?.focus();
      },
      { injector: this.#injector },
    );
  }

  /** Takes the name of what is edited to the server. */
  protected readonly sendName = (name: string): Observable<unknown> => {
    const item = this.edited()?.item ?? null;
    if (item) return this.#change((items) => items.map((each) => (each.id === item.id ? { ...each, name } : each)));
    const added = { id: newId(12), name };
    return this.#change((items) => [...items, added]);
  };

  protected ask(item: NamedSetting): void {
    this.#team.contactsWith(this.kind(), item.id).subscribe({
      next: ({ contacts }) => {
        this.question.set({ item, contacts });
      },
      ...this.#toldWhenFailing,
    });
  }

  protected remove({ id }: NamedSetting, moveTo: string | null): void {
    const without = (items: readonly NamedSetting[]) => items.filter((item) => item.id !== id);
    this.#wishes
      .wish(without, () => this.#team.remove(this.kind(), id, moveTo))
      .subscribe({
        complete: () => {
          this.#element.nativeElement.querySelector<HTMLElement>('.add')?.focus();
        },
        ...this.#toldWhenFailing,
      });
  }

  #change(step: (items: readonly NamedSetting[]) => readonly NamedSetting[]): Observable<unknown> {
    return this.#wishes.wish(step, (items) => this.#team.change({ [this.kind()]: [...items] }));
  }
}

/** One place up or down; the same list where there is no such place, or the item is gone. */
function withStep(items: readonly NamedSetting[], id: string, by: -1 | 1): readonly NamedSetting[] {
  const from = items.findIndex((item) => item.id === id);
  const [item, to] = [items[from], from + by];
  return item && to >= 0 && to < items.length ? items.toSpliced(from, 1).toSpliced(to, 0, item) : items;
}
