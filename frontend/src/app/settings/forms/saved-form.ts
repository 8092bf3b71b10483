import { computed, inject, type Signal, signal } from '@angular/core';
import { type FieldTree, form, type SchemaFn, submit } from '@angular/forms/signals';
import { firstValueFrom, type Observable } from 'rxjs';
import { type ApiError, toApiError } from '../../api';
import { EnhancedErrorHandlerService, sortError } from '../../errors';
import { UnsavedChanges } from '../../unsaved-changes';

export interface SavedFormRules<Model extends object> {
  /** What it begins with. */
  readonly from: Model;
  readonly schema: SchemaFn<Model>;
  /** Fails with an `ApiError`, whose `errors` name the fields they are about. */
  readonly send: (value: Model) => Observable<unknown>;
  /** A word for what a refusal means here: of `problems`, about the field that it names, or else a whole key. */
  readonly wordFor?: (error: ApiError) => string | undefined;
}

/** What the parts of a form need to know of it, whatever it holds. */
export interface FormState {
  readonly isDirty: Signal<boolean>;
  readonly isSending: Signal<boolean>;
  readonly failure: Signal<string | null>;
  save(): Promise<boolean>;
}

/**
 * A form that the server takes or refuses. What it refuses is said beside its field, or below all of them; nothing typed is
 * lost by that. Made where `inject` may be called.
 */
export class SavedForm<Model extends object> implements FormState {
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #rules: SavedFormRules<Model>;
  readonly #value;
  readonly #saved;
  readonly #failure = signal<string | null>(null);
  readonly #tried = signal(false);

  readonly tree: FieldTree<Model>;
  readonly isDirty: Signal<boolean>;
  readonly isSending: Signal<boolean>;
  /** What went wrong with all of it, as a translation key. */
  readonly failure = this.#failure.asReadonly();
  /** Whether it is time to say what is missing. */
  readonly tried = this.#tried.asReadonly();

  constructor(rules: SavedFormRules<Model>) {
    this.#rules = rules;
    this.#value = signal(rules.from);
    this.#saved = signal(rules.from);
    this.tree = form(this.#value, rules.schema);
    this.isDirty = computed(() => JSON.stringify(this.#value()) !== JSON.stringify(this.#saved()));
    this.isSending = computed(() => this.tree().submitting());
    inject(UnsavedChanges).watch(this.isDirty);
  }

  value(): Model {
    return this.#value();
  }

  /** Begins anew with what is true now. */
  reset(value: Model): void {
    this.#tried.set(false);
    this.#failure.set(null);
    this.#saved.set(value);
    this.#value.set(value);
    this.tree().reset();
  }

  /** What others have made of it meanwhile; what somebody is changing here stays. */
  follow(value: Model): void {
    if (!this.isDirty() && !this.isSending()) this.reset(value);
  }

  /** Resolves to whether the server has taken it. */
  async save(): Promise<boolean> {
    this.#tried.set(true);
    this.#failure.set(null);
    const isTaken = await submit(this.tree, {
      action: () => this.#send(),
      onInvalid: () => {
        this.#focusFirstProblem();
      },
    });
    if (isTaken && this.#failure() === null) return true;
    this.#focusFirstProblem();
    return false;
  }

  async #send() {
    const value = this.#value();
    try {
      await firstValueFrom(this.#rules.send(value), { defaultValue: undefined });
      this.#tried.set(false);
      this.#saved.set(value);
      return undefined;
    } catch (error) {
      return this.#refusals(toApiError(error));
    }
  }

  #refusals(error: ApiError) {
    const word = this.#rules.wordFor?.(error);
    const fields = this.tree as Record<string, unknown>;
    const refused = error.errors.flatMap(({ path }) => {
      const field = fields[path] as FieldTree<unknown> | undefined;
      return field ? [{ fieldTree: field, kind: word ?? (error.type === 'conflict' ? 'taken' : 'refused') }] : [];
    });
    if (refused.length > 0) return refused;
    this.#tellFailure(error, word);
    return undefined;
  }

  /** A bug has a reference, which is told where there is time to copy it. */
  #tellFailure(error: ApiError, word: string | undefined): void {
    const { kind, message } = sortError(error);
    if (kind === 'bug') this.#errors.tellFailure(error);
    this.#failure.set(word ?? message);
  }

  #focusFirstProblem(): void {
    this.tree().errorSummary()[0]?.fieldTree().focusBoundControl();
  }
}
