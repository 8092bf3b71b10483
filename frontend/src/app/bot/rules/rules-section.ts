import { CdkDrag, type CdkDragDrop, CdkDropList } from '@angular/cdk/drag-drop';
import { afterNextRender, Component, computed, ElementRef, inject, Injector, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotRule } from '#contract/bot';
import { BOT_LIMITS } from '#contract/bot-limits';
import { DragEscape, wasCalledOff } from '../../dragging';
import { newId } from '../../ids';
import { Icon } from '../../ui';
import { BotDraft } from '../draft/bot-draft';
import { moved } from './moved';
import { RuleRow } from './rule-row';
import { RuleTemplates, type Template, TEMPLATES } from './rule-templates';
import { RuleWords } from './rule-words';

/** What the bot says and does, when: the first rule that fits decides. */
@Component({
  selector: 'app-rules-section',
  imports: [CdkDrag, CdkDropList, DragEscape, Icon, RuleRow, TranslocoDirective],
  templateUrl: './rules-section.html',
  styleUrls: ['../section.css', './rules-section.css'],
})
export class RulesSection {
  readonly #draft = inject(BotDraft);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #templates = inject(RuleTemplates);
  readonly #words = inject(RuleWords);

  protected readonly templates = TEMPLATES;
  protected readonly most = BOT_LIMITS.rules;
  protected readonly rules = computed(() => this.#draft.content()?.rules ?? []);
  /** The rule that was removed last, and where it was. */
  protected readonly removed = signal<{ rule: BotRule; index: number; name: string } | null>(null);
  /** Where a rule was moved, for whoever does not see it. */
  protected readonly told = signal<{ name: string; place: number; count: number } | null>(null);

  protected add(): void {
    const rule: BotRule = {
      id: newId(12),
      name: '',
      enabled: true,
      when: { kind: 'keyword', words: [] },
      reply: { text: '' },
      actions: [],
    };
    this.#insert([rule], this.rules().length);
  }

  protected begin(templates: readonly Template[]): void {
    const hours = this.#draft.content()?.hours;
    if (!hours) return;
    this.#insert(
      templates.map((template) => this.#templates.make(template, hours)),
      this.rules().length,
      templates.length === 1,
    );
  }

  protected copy(rule: BotRule): void {
    this.#insert([{ ...structuredClone(rule), id: newId(12) }], this.#indexOf(rule) + 1);
  }

  protected remove(rule: BotRule): void {
    const index = this.#indexOf(rule);
    this.#draft.changeRules((rules) => rules.filter(({ id }) => id !== rule.id));
    this.removed.set({ rule, index, name: this.#words.nameOf(rule) });
    this.#focus('.undo');
  }

  protected undo(): void {
    const removed = this.removed();
    if (!removed) return;
    this.removed.set(null);
    this.#insert([removed.rule], removed.index, false);
  }

  protected drop({ item, previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    if (!wasCalledOff(item)) this.#move(previousIndex, currentIndex);
  }

  /** One place up or down; the keyboard stays on what moved it. */
  protected step(rule: BotRule, by: 1 | -1): void {
    const before = this.#element.nativeElement.ownerDocument.activeElement;
    const index = this.#indexOf(rule);
    this.#move(index, index + by);
    afterNextRender(
      () => {
        if (before instanceof HTMLElement) before.focus();
      },
      { injector: this.#injector },
    );
  }

  /** Where it is now, though what is drawn may be from before. */
  #indexOf({ id }: BotRule): number {
    return this.rules().findIndex((rule) => rule.id === id);
  }

  #move(from: number, to: number): void {
    const rule = this.rules()[from];
    if (!rule || moved(this.rules(), from, to) === this.rules()) return;
    this.#draft.changeRules((rules) => moved(rules, from, to));
    this.told.set({ name: this.#words.nameOf(rule), place: to + 1, count: this.rules().length });
  }

  #insert(rules: readonly BotRule[], index: number, opens = true): void {
    this.#draft.changeRules((all) => all.toSpliced(index, 0, ...rules));
    const [first] = rules;
    if (!first) return;
    if (opens) this.#draft.openRule.set(first.id);
    this.#focus(`#${opens ? 'rule-name' : 'rule'}-${CSS.escape(first.id)}`);
  }

  /** A rule is brought into sight with all its fields, as far as there is room. */
  #focus(selector: string): void {
    afterNextRender(
      () => {
        const found = this.#element.nativeElement.querySelector<HTMLElement>(selector);
        found?.focus({ preventScroll: true });
        (found?.closest('li') ?? found)?.scrollIntoView({ block: found?.matches('input') ? 'start' : 'nearest' });
      },
      { injector: this.#injector },
    );
  }
}
