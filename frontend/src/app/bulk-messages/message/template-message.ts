import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignMessage } from '#contract/bulk-campaigns';
import { variablesIn } from '#contract/campaign-rules';
import type { MessageTemplate } from '#contract/message-templates';
import { faultOf, MAX_PLACE_LENGTH } from '#contract/template-places';
import { Language } from '../../i18n';
import { languageName, placeName } from '../../message-templates';
import { EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { LineTemplates } from './line-templates';
import { VariableChips, type VariableWords } from './variable-chips';

export type ChosenTemplate = NonNullable<CampaignMessage['template']>;

/** One of the line's templates that Meta has approved, and what its places are filled with: words, or variables. */
@Component({
  selector: 'app-template-message',
  imports: [EmptyState, ErrorState, Icon, NgTemplateOutlet, Skeleton, TranslocoDirective, VariableChips],
  templateUrl: './template-message.html',
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    .sync {
      justify-self: start;
    }
    .field-error:empty {
      display: none;
    }
  `,
})
export class TemplateMessage {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #language = inject(Language);
  protected readonly templates = inject(LineTemplates);

  readonly chosen = input.required<ChosenTemplate | null>();
  readonly variables = input.required<readonly string[]>();
  /** What those are called that are not called as they are written, by name. */
  readonly words = input<Readonly<Record<string, VariableWords>>>({});
  /** What is named and nobody has, and nothing stands in for; `#bulk-unknown` says so. */
  readonly unknown = input.required<readonly string[]>();
  readonly changed = output<ChosenTemplate | null>();

  protected readonly template = computed(() => this.templates.find(this.chosen()?.templateId));
  protected readonly longest = MAX_PLACE_LENGTH;
  protected readonly places = computed(() => {
    const template = this.template();
    if (!template) return [];
    return template.parameters.map(({ key, example }) => {
      const value = this.chosen()?.parameters[key] ?? '';
      const fault = value === '' && !this.#isDue(key) ? null : faultOf(value);
      const isFaulty = fault !== null || variablesIn(value).some((name) => this.unknown().includes(name));
      return { key, example, value, fault, isFaulty, name: placeName(key, template) };
    });
  });
  /** Whether a template was chosen here just now: its places are not missed before somebody was there. */
  readonly #isNew = signal(false);
  readonly #left = signal<ReadonlySet<string>>(new Set());

  /** The place that variables go into: where somebody was last. */
  #last = '';

  protected choose(id: string): void {
    this.#isNew.set(true);
    this.#left.set(new Set());
    this.changed.emit(this.templates.find(id) ? { templateId: id, parameters: {} } : null);
  }

  protected fill(key: string, value: string): void {
    const chosen = this.chosen();
    if (chosen) this.changed.emit({ ...chosen, parameters: { ...chosen.parameters, [key]: value } });
  }

  protected leave(key: string): void {
    this.#left.update((left) => new Set([...left, key]));
  }

  protected noteFocus(key: string): void {
    this.#last = key;
  }

  protected putIn(variable: string): void {
    const fields = [...this.#element.querySelectorAll<HTMLInputElement>('[data-place]')];
    const field = fields.find((each) => each.dataset['place'] === this.#last) ?? fields[0];
    if (!field) return;
    field.focus();
    field.setRangeText(variable, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
    this.fill(field.dataset['place'] ?? '', field.value);
  }

  #isDue(key: string): boolean {
    return !this.#isNew() || this.#left().has(key);
  }

  protected nameOf({ name, language }: MessageTemplate): string {
    return `${name} · ${languageName(language, this.#language.code())}`;
  }
}
