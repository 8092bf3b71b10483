import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { MessageTemplate } from '#contract/message-templates';
import { faultOf, MAX_PLACE_LENGTH } from '#contract/template-places';
import { filledTemplate, placeName } from '../../message-templates';
import type { UnsentFile } from '../../offline';
import { Icon } from '../../ui';
import { chosenFiles } from '../composer/chosen-files';
import { MakerForm } from '../message-makers/maker-form';
import type { Written } from '../sending';

/** What a browser is to offer as the file of a header. */
const accepted = { image: 'image/jpeg,image/png,image/webp', video: 'video/mp4,video/3gpp', document: '' } as const;

/** Fills the places of a template, beside the message as its receiver will read it. */
@Component({
  selector: 'app-template-form',
  imports: [Icon, MakerForm, TranslocoDirective],
  templateUrl: './template-form.html',
  styleUrl: './template-form.css',
})
export class TemplateForm {
  readonly template = input.required<MessageTemplate>();
  /** Whom it is for, to be put in by a click; empty where the name is not known. */
  readonly contactName = input('');
  /** Whether something was typed or chosen that would be lost. */
  readonly touched = output<boolean>();
  /** Another template is wanted. */
  readonly left = output();
  readonly made = output<Written>();

  protected readonly values = linkedSignal<MessageTemplate, Readonly<Record<string, string>>>({
    source: this.template,
    computation: () => ({}),
  });
  protected readonly file = linkedSignal<MessageTemplate, UnsentFile | null>({
    source: this.template,
    computation: () => null,
  });
  /** Whether a file was chosen that is too large, or not of the kind this template takes along. */
  protected readonly isRefused = linkedSignal<MessageTemplate, boolean>({
    source: this.template,
    computation: () => false,
  });
  /** What is missing is told once somebody wanted to send it. */
  protected readonly isTried = linkedSignal<MessageTemplate, boolean>({
    source: this.template,
    computation: () => false,
  });
  protected readonly longest = MAX_PLACE_LENGTH;
  protected readonly places = computed(() =>
    this.template().parameters.map(({ key, example }) => ({ key, example, name: placeName(key, this.template()) })),
  );
  /** The kind of file that goes with it. */
  protected readonly format = computed(() => {
    const format = this.template().header?.format;
    return format === 'image' || format === 'video' || format === 'document' ? format : null;
  });
  protected readonly accept = computed(() => accepted[this.format() ?? 'document']);
  protected readonly shown = computed(() => filledTemplate(this.template(), this.values()));
  readonly #injector = inject(Injector);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    // What was pressed to come here is gone.
    afterNextRender(() => {
      const first = this.#element.querySelector<HTMLElement>('.choose, .input');
      (first ?? this.#element.querySelector<HTMLElement>('.back'))?.focus();
    });
  }

  protected fill(key: string, value: string): void {
    this.values.update((values) => ({ ...values, [key]: value }));
    this.#tellTouched();
  }

  /** The field has the focus then, and the offer is gone. */
  protected putName(key: string, field: HTMLElement): void {
    this.fill(key, this.contactName());
    field.focus();
  }

  protected faultAt(key: string): string | null {
    const fault = faultOf(this.values()[key] ?? '');
    return fault === 'missing' && !this.isTried() ? null : fault;
  }

  protected attach(list: FileList | null): void {
    const { files, refused } = chosenFiles([...(list ?? [])], 'cloud-api');
    const [file] = files;
    if (!file && refused.length === 0) return;
    const isFitting = file?.type === this.format();
    this.isRefused.set(!isFitting);
    this.#hold(isFitting ? file : null);
  }

  protected takeOut(): void {
    this.isRefused.set(false);
    this.#hold(null);
  }

  protected send(): void {
    this.isTried.set(true);
    const { id, name, language, parameters } = this.template();
    const file = this.file();
    const faults = parameters.filter(({ key }) => faultOf(this.values()[key] ?? '') !== null);
    if (faults.length > 0 || (this.format() !== null && !file)) {
      const wrong = faults[0] ? `#place-${CSS.escape(faults[0].key)}` : '.choose';
      this.#element.querySelector<HTMLElement>(wrong)?.focus();
      return;
    }
    const filled = Object.fromEntries(parameters.map(({ key }) => [key, (this.values()[key] ?? '').trim()]));
    const template = { id, name, language, parameters: filled };
    this.made.emit({ ...this.shown(), template, ...(file && { file }) });
  }

  /** What was pressed to choose it, or to take it out, is gone: the other one is in its place. */
  #hold(file: UnsentFile | null): void {
    this.file.set(file);
    this.#tellTouched();
    afterNextRender(() => this.#element.querySelector<HTMLElement>('.choose, .chosen button')?.focus(), {
      injector: this.#injector,
    });
  }

  #tellTouched(): void {
    this.touched.emit(this.file() !== null || Object.values(this.values()).some((value) => value.trim() !== ''));
  }
}
