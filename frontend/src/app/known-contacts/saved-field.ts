import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import { ContactChanges } from './contact-changes';
import type { ContactField } from './contact-field';

let fields = 0;

/** One thing the team knows of a contact, changed in its place and saved by itself once it is left. */
@Component({
  selector: 'app-saved-field',
  imports: [TranslocoDirective, TranslocoPipe],
  templateUrl: './saved-field.html',
  styleUrl: './saved-field.css',
  host: { '[class.title]': 'isTitle()' },
})
export class SavedField {
  readonly #changes = inject(ContactChanges);

  readonly contact = input.required<Contact>();
  readonly field = input.required<ContactField>();
  readonly label = input.required<string>();
  /** Whether it stands where a title would: its place says what it is. */
  readonly isTitle = input(false);
  readonly kind = input<'line' | 'lines' | 'choice'>('line');
  readonly longest = input(500);
  /** What stands there as long as nothing is known. */
  readonly placeholder = input('');
  /** Of a choice: what can be chosen besides nothing. */
  readonly choices = input<readonly { readonly id: string; readonly name: string }[]>([]);
  /** Of a choice: the word for nothing. */
  readonly none = input('');

  protected readonly id = `contact-field-${++fields}`;
  protected readonly shown = computed(() => this.#changes.shown(this.contact(), this.field()));
  readonly #contactId = computed(() => this.contact().id);

  constructor() {
    // Whoever goes elsewhere in the middle of a word has left the field, too.
    effect((onCleanup) => {
      const [contactId, field] = [this.#contactId(), this.field()];
      onCleanup(() => {
        untracked(() => {
          this.#changes.save(contactId, field);
        });
      });
    });
  }

  /** What somebody reads of a stored value. */
  protected nameOf(value: string): string {
    return this.choices().find(({ id }) => id === value)?.name ?? value;
  }

  protected type(text: string): void {
    this.#changes.type(this.contact(), this.field(), text);
  }

  protected save(): void {
    this.#changes.save(this.contact().id, this.field());
  }

  protected choose(id: string): void {
    this.type(id);
    this.save();
  }

  protected saveByKey(event: Event): void {
    if (!(event as KeyboardEvent).isComposing) this.save();
  }

  /** What was typed is given up before the panel is closed. */
  protected giveUp(event: Event): void {
    if (!['typed', 'failed', 'overtaken'].includes(this.shown().state)) return;
    event.preventDefault();
    event.stopPropagation();
    this.discard();
  }

  protected discard(): void {
    this.#changes.discard(this.contact().id, this.field());
  }

  protected overrule(): void {
    this.#changes.overrule(this.contact(), this.field());
  }
}
