import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { textsOf } from '#contract/campaign-rules';
import { CampaignStore } from '../campaigns/campaign-store';
import { DraftChanges, type DraftStep } from '../draft/draft-changes';
import { DraftLine } from '../draft/draft-line';
import { StepFooter } from '../draft/step-footer';
import { AttachedFile } from './attached-file';
import { LineTemplates } from './line-templates';
import { knownVariables, gapsIn } from './known-variables';
import { MessagePreview } from './message-preview';
import { SampleRecipients } from './sample-recipients';
import { shownTemplate } from './shown-template';
import { TemplateMessage } from './template-message';
import { TestSend } from './test-send';
import { TextMessage } from './text-message';
import { UnknownVariables } from './unknown-variables';
import { isWhole, messageFrom, needsFile, type Written, writtenOf } from './written-message';

/** What a browser is to offer as the file of a template's header. */
const accepted: Readonly<Record<string, string>> = {
  image: 'image/jpeg,image/png,image/webp',
  video: 'video/mp4,video/3gpp',
};

/** The second step of a draft: what everybody reads, shown as they will read it. */
@Component({
  selector: 'app-message-step',
  imports: [
    AttachedFile,
    MessagePreview,
    StepFooter,
    TemplateMessage,
    TestSend,
    TextMessage,
    TranslocoDirective,
    UnknownVariables,
  ],
  providers: [SampleRecipients],
  templateUrl: './message-step.html',
  styleUrls: ['../draft/step.css', './message-step.css'],
})
export class MessageStep implements DraftStep {
  readonly #campaign = inject(CampaignStore).campaign;
  readonly #samples = inject(SampleRecipients);
  readonly #templates = inject(LineTemplates);
  readonly changes = inject(DraftChanges);
  protected readonly line = inject(DraftLine);

  protected readonly variables = computed(() => knownVariables(this.#campaign()));
  /** Null until something was written here: then it is as the server has it. */
  readonly #written = signal<Written | null>(null);
  /** Files have no name of their own at the server's. */
  readonly #fileName = signal('');
  protected readonly written = computed(
    () => this.#written() ?? writtenOf(this.#campaign()?.message ?? null, this.line.kind(), this.#fileName()),
  );
  protected readonly template = computed(() => this.#templates.find(this.written().template?.templateId));
  protected readonly isWhole = computed(() => isWhole(messageFrom(this.written()), this.line.kind(), this.template()));
  /** What may name variables, and what of it no recipient has. */
  protected readonly says = computed(() => textsOf(messageFrom(this.written()) ?? {}));
  protected readonly unknown = computed(() => gapsIn(this.says(), this.#campaign()));
  protected readonly isReady = computed(() => this.isWhole() && this.unknown().length === 0);
  protected readonly takesFile = computed(() => {
    const template = this.template();
    return this.written().way === 'text' || (template !== null && needsFile(template));
  });
  protected readonly accept = computed(() =>
    this.written().way === 'text' ? '' : (accepted[this.template()?.header?.format ?? ''] ?? ''),
  );
  /** As it is shown: a template with its places filled in. */
  protected readonly shown = computed(() => {
    const { way, text, template } = this.written();
    if (way === 'text') return { text, interactive: {} };
    const chosen = this.template();
    return chosen ? shownTemplate(chosen, template?.parameters ?? {}) : { text: '', interactive: {} };
  });
  protected readonly fileName = computed(() => {
    const { file } = this.written();
    return this.takesFile() && file ? file.name || '…' : '';
  });

  constructor() {
    this.#samples.load();
    effect(() => {
      const campaign = this.#campaign();
      if (campaign && this.line.kind() === 'cloud-api') {
        untracked(() => {
          this.#templates.follow(campaign.sessionId);
        });
      }
    });
  }

  protected write(change: Partial<Written>): void {
    const before = this.written();
    const written = { ...before, ...change };
    // Another template takes another file along, or none.
    const isOther = written.way !== before.way || written.template?.templateId !== before.template?.templateId;
    const kept: Written = isOther ? { ...written, file: null } : written;
    if (change.file) this.#fileName.set(change.file.name);
    this.#written.set(kept);
    this.changes.change({ message: messageFrom(kept) });
  }
}
