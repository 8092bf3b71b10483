import { afterNextRender, Component, computed, ElementRef, inject, Injector, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { LucideArrowDown, LucideArrowUp, LucidePlus } from '@lucide/angular';
import type { Observable } from 'rxjs';
import { MOST_CONTACT_FIELDS, MOST_STAGES } from '#contract/team-setting-values';
import type { NamedSetting } from '#contract/team-settings';
import { newId } from '../../ids';
import { EnhancedErrorHandlerService } from '../../errors';
import { type NamedSettings, TeamSettings } from '../../team-settings';
import { NameEditor } from './name-editor';
import { RemoveNamedDialog } from './remove-named-dialog';
import { WishedList } from './wished-list';
import { RowActions } from '../row-actions';

const MOST: Record<NamedSettings, number> = { stages: MOST_STAGES, contactFields: MOST_CONTACT_FIELDS };

/** The stages or the fields of contacts, in an order of the client's own. */
@Component({
  selector: 'app-named-settings-card',
  imports: [RowActions, NameEditor, RemoveNamedDialog, TranslocoDirective, LucideArrowDown, LucideArrowUp, LucidePlus],
  templateUrl: './named-settings-card.html',
  styleUrls: ['../list.css', './named-settings-card.css'],
})
export class NamedSettingsCard {
  readonly #team = inject(TeamSettings);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);

  readonly kind = input.required<NamedSettings>();
  readonly #known = computed(() => this.#team.all()?.[this.kind()] ?? []);
  readonly #list = new WishedList<NamedSetting>(this.#known, (items) => this.#store(items));
  protected readonly items = this.#list.items;
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
    // By its id: the server may have answered since what was pressed was drawn, with the same things in objects of their own.
    const from = this.items().findIndex(({ id }) => id === item.id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= this.items().length) return;
    const others = this.items().toSpliced(from, 1);
    this.#list.wish(others.toSpliced(to, 0, item));
    this.moved.set({ name: item.name, place: to + 1, count: this.items().length });
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
    const named = item
      ? this.items().map((each) => (each.id === item.id ? { ...each, name } : each))
      : [...this.items(), { id: newId(12), name }];
    return this.#store(named);
  };

  protected ask(item: NamedSetting): void {
    this.#team.contactsWith(this.kind(), item.id).subscribe({
      next: ({ contacts }) => {
        this.question.set({ item, contacts });
      },
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }

  protected remove({ id }: NamedSetting, moveTo: string | null): void {
    this.#team.remove(this.kind(), id, moveTo).subscribe({
      next: () => {
        this.#element.nativeElement.querySelector<HTMLElement>('.add')?.focus();
      },
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }

  #store(items: readonly NamedSetting[]): Observable<unknown> {
    return this.#team.change({ [this.kind()]: [...items] });
  }
}
