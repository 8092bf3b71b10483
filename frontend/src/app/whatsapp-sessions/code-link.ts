import { Component, computed, type ElementRef, input, linkedSignal, output, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { LucideCheck, LucideCopy } from '@lucide/angular';
import { formatPhoneNumber } from '../i18n';
import { Spinner } from '../ui';
import { LinkSteps } from './link-steps';
import { PhoneNumberForm } from './phone-number-form';
import type { AskedCode } from './session-state';

/** Linking without a camera: the phone's number, then eight characters to type into the phone, and where to type them. */
@Component({
  selector: 'app-code-link',
  imports: [TranslocoDirective, LinkSteps, PhoneNumberForm, Spinner, LucideCheck, LucideCopy],
  templateUrl: './code-link.html',
  styleUrl: './code-link.css',
})
export class CodeLink {
  /** The eight characters, once WhatsApp has given them. */
  readonly code = input<string>();
  /** What was asked for in this tab. */
  readonly asked = input<AskedCode>();
  /** The number of this line from before, in digits. */
  readonly lastNumber = input<string | null>(null);
  readonly codeAsked = output<string>();

  /** Whether the person wants another number than the one that was asked for. */
  protected readonly choosing = linkedSignal({ source: this.asked, computation: () => false });
  protected readonly shown = computed(() => {
    if (this.choosing()) return 'number';
    if (this.code()) return 'code';
    return this.asked()?.awaited ? 'waiting' : 'number';
  });
  protected readonly halves = computed(() => {
    const code = this.code() ?? '';
    return [code.slice(0, 4), code.slice(4)];
  });
  /** Letter by letter, as it has to be typed. */
  protected readonly spelled = computed(() => Array.from(this.code() ?? '').join(' '));
  protected readonly number = computed(() => {
    const asked = this.asked();
    return asked && formatPhoneNumber(asked.number);
  });
  protected readonly isCopied = linkedSignal({ source: this.code, computation: () => false });
  private readonly characters = viewChild<ElementRef<HTMLElement>>('characters');

  protected askFor(number: string): void {
    this.choosing.set(false);
    this.codeAsked.emit(number);
  }

  protected chooseNumber(): void {
    this.choosing.set(true);
  }

  /** Where the browser gives no clipboard, as on a page without HTTPS, the code is selected instead. */
  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code() ?? '');
      this.isCopied.set(true);
    } catch {
      const characters = this.characters()?.nativeElement;
      if (characters) getSelection()?.selectAllChildren(characters);
    }
  }
}
