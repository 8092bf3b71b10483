import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { MAX_CHOICE_LENGTH, MAX_CHOICES } from '#contract/choice-limits';
import { UnsavedChanges } from '../../unsaved-changes';
import { Dialog, Icon } from '../../ui';
import { MakerForm } from '../message-makers/maker-form';
import type { Written } from '../sending';
import {
  type Choice,
  choicesOf,
  faultsOf,
  interactiveOf,
  isEmpty,
  noChoices,
  type TypedChoices,
  withAnother,
  withChoices,
} from './choices';

/** Makes a text with buttons or a list to choose from. Shown for as long as it exists. */
@Component({
  selector: 'app-choices-dialog',
  imports: [Dialog, Icon, MakerForm, TranslocoDirective],
  templateUrl: './choices-dialog.html',
  styleUrl: './choices-dialog.css',
  providers: [provideTranslocoScope('chat', 'conversation', 'choices')],
})
export class ChoicesDialog {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);

  readonly made = output<Written>();
  readonly closed = output();

  protected readonly longest = MAX_CHOICE_LENGTH;
  protected readonly kinds = ['buttons', 'list'] as const;
  protected readonly typed = signal(noChoices);
  protected readonly choices = computed(() => choicesOf(this.typed()));
  protected readonly most = computed(() => (this.typed().kind === 'buttons' ? MAX_CHOICES.buttons : MAX_CHOICES.rows));
  protected readonly isEmpty = computed(() => isEmpty(this.typed()));
  protected readonly around = computed(() => interactiveOf(this.typed()));
  readonly #faults = computed(() => faultsOf(this.typed()));
  /** What is missing is told once somebody wanted to send it. */
  readonly #isTried = signal(false);
  private readonly dialog = viewChild(Dialog);

  constructor() {
    inject(UnsavedChanges).watch(() => !this.isEmpty());
  }

  protected change(change: Partial<TypedChoices>): void {
    this.typed.update((typed) => ({ ...typed, ...change }));
  }

  protected changeChoice(at: number, change: Partial<Choice>): void {
    this.typed.update((typed) =>
      withChoices(
        typed,
        choicesOf(typed).map((choice, index) => (index === at ? { ...choice, ...change } : choice)),
      ),
    );
  }

  protected addChoice(): void {
    this.typed.update(withAnother);
    this.#focus(`choice-${this.choices().length - 1}`);
  }

  /** Enter goes on to the next, for a message that was sent half made cannot be taken back. */
  protected goOn(event: Event, at?: number): void {
    event.preventDefault();
    if (at === undefined) return;
    if (at + 1 < this.choices().length) this.#focus(`choice-${at + 1}`);
    else if (this.choices().length < this.most()) this.addChoice();
  }

  protected removeChoice(at: number): void {
    this.typed.update((typed) =>
      withChoices(
        typed,
        choicesOf(typed).filter((_, index) => index !== at),
      ),
    );
    this.#focus(`choice-${Math.max(0, at - 1)}`);
  }

  protected faultAt(field: string): string | null {
    const fault = this.#faults().get(field);
    return fault !== undefined && (this.#isTried() || fault === 'twice' || fault === 'long') ? fault : null;
  }

  protected send(): void {
    this.#isTried.set(true);
    const [wrong] = this.#faults().keys();
    if (wrong !== undefined) {
      this.#focus(wrong);
      return;
    }
    this.made.emit({ text: this.typed().text.trim(), interactive: this.around() });
    this.dialog()?.close();
  }

  #focus(field: string): void {
    afterNextRender(() => this.#element.querySelector<HTMLElement>(`#choices-${field}`)?.focus(), {
      injector: this.#injector,
    });
  }
}
