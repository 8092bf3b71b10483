import { computed, inject, signal } from '@angular/core';
import { finalize, type Observable } from 'rxjs';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { type ApiError, toApiError } from '../api';
import { EnhancedErrorHandlerService } from '../errors';
import {
  credentialFields,
  type CredentialField,
  credentialProblemOf,
  noCredentials,
  shapeOf,
  type TypedCredentials,
} from './cloud-api/credentials';
import { nameProblemOf } from './line-name';

export type LineField = 'name' | CredentialField;
export type TypedLine = TypedCredentials & { readonly name: string };

export interface LineFormRules {
  /** The fields that are shown. */
  readonly fields: () => readonly LineField[];
  /** Which of the credentials cannot stay empty. */
  readonly needs: (field: CredentialField) => boolean;
  /** The names of other lines. */
  readonly names: () => readonly string[];
  readonly send: (typed: TypedLine) => Observable<WhatsAppSession>;
  /** The server has taken it. */
  readonly taken: (session: WhatsAppSession) => void;
  /** Something that was typed is wrong. */
  readonly refused: () => void;
}

const nothingTyped: TypedLine = { name: '', ...noCredentials };

/**
 * What is typed about a line, and what is wrong with it, by our own rules or by the server's word. Nothing typed is lost when
 * it is refused. Made where `inject` may be called.
 */
export class LineForm {
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #rules: LineFormRules;
  readonly #typed = signal(nothingTyped);
  readonly #tried = signal(false);
  readonly #sending = signal(false);
  /** What the server would not have, by field. */
  readonly #refused = signal<Partial<TypedLine>>({});

  readonly typed = this.#typed.asReadonly();
  readonly sending = this.#sending.asReadonly();
  readonly isEmpty = computed(() => Object.values(this.#typed()).every((text) => text.trim() === ''));
  /** Keys of this screen's texts, once it is time to say them. */
  readonly problems = computed<Partial<Record<LineField, string>>>(() => {
    if (!this.#tried()) return {};
    const found = this.#rules.fields().map((field) => [field, this.#problemOf(field)] as const);
    return Object.fromEntries(found.filter(([, problem]) => problem !== null));
  });

  constructor(rules: LineFormRules) {
    this.#rules = rules;
  }

  type(field: LineField, text: string): void {
    this.#typed.update((typed) => ({ ...typed, [field]: text }));
  }

  save(): void {
    if (this.#sending()) return;
    this.#tried.set(true);
    if (Object.keys(this.problems()).length > 0) {
      this.#rules.refused();
      return;
    }
    this.#sending.set(true);
    this.#rules
      .send(this.#typed())
      .pipe(
        finalize(() => {
          this.#sending.set(false);
        }),
      )
      .subscribe({
        next: (session) => {
          this.#rules.taken(session);
        },
        error: (error: unknown) => {
          this.#refuse(toApiError(error));
        },
      });
  }

  #problemOf(field: LineField): string | null {
    const text = this.#typed()[field];
    const isRefused = this.#refused()[field] === text;
    if (field === 'name') return nameProblemOf(text, this.#rules.names()) ?? (isRefused ? 'nameTaken' : null);
    return credentialProblemOf(field, text, this.#rules.needs(field)) ?? (isRefused ? shapeOf(field) : null);
  }

  #refuse(error: ApiError): void {
    const known: readonly string[] = this.#rules.fields();
    const paths = error.errors.map(({ path }) => path).filter((path) => known.includes(path));
    if (paths.length === 0) {
      this.#errors.tellFailure(error);
      return;
    }
    const typed = this.#typed();
    this.#refused.set(Object.fromEntries(paths.map((path) => [path, typed[path as LineField]])));
    this.#rules.refused();
  }
}

export const cloudLineFields: readonly LineField[] = ['name', ...credentialFields];
