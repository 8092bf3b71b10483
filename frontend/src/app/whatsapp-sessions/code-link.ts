import { Component, computed, type ElementRef, input, linkedSignal, output, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { formatPhoneNumber } from '../i18n';
import { Icon, Spinner } from '../ui';
import { LinkSteps } from './link-steps';
import { PhoneNumberForm } from './phone-number-form';
import { type AskedCode, secondsUntil, type ShownQr } from './session-state';
import { durationOf } from './session-words';
import { ValidityRing } from './validity-ring';

/** Linking without a camera: the phone's number, then eight characters to type into the phone, and where to type them. */
@Component({
  selector: 'app-code-link',
  imports: [Icon, LinkSteps, PhoneNumberForm, Spinner, TranslocoDirective, ValidityRing],
  templateUrl: './code-link.html',
  styleUrl: './code-link.css',
})
export class CodeLink {
  /** With the eight characters, once WhatsApp has given them. */
  readonly qr = input<ShownQr>();
  /** What was asked for in this tab. */
  readonly asked = input<AskedCode>();
  /** A number of the country whose people need not type its code, in digits. */
  readonly neighbour = input<string | null>(null);
  /** The number of this line from before, in digits. */
  readonly lastNumber = input<string | null>(null);
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();
  /** Whether the server is out of reach, so that nobody knows whether the code is still good. */
  readonly offline = input(false);
  readonly codeAsked = output<string>();

  readonly #code = computed(() => this.qr()?.pairingCode);
  protected readonly validity = computed(() => {
    const { codeShownAt: shownAt, pairingCodeExpiresAt: expiresAt } = this.qr() ?? {};
    return shownAt !== undefined && expiresAt !== undefined ? { shownAt, expiresAt } : null;
  });
  /** How long it is still good, in words; null once it is not. */
  protected readonly left = computed(() => {
    const validity = this.validity();
    const seconds = validity && secondsUntil(validity.expiresAt, this.now());
    return seconds ? durationOf(seconds) : null;
  });

  /** Whether the person wants another number than the one that was asked for. */
  protected readonly choosing = linkedSignal({ source: this.asked, computation: () => false });
  protected readonly shown = computed(() => {
    if (this.choosing()) return 'number';
    if (this.#code()) return this.left() ? 'code' : 'expired';
    return this.asked()?.awaited ? 'waiting' : 'number';
  });
  protected readonly halves = computed(() => {
    const code = this.#code() ?? '';
    return [code.slice(0, 4), code.slice(4)];
  });
  /** Letter by letter, as it has to be typed. */
  protected readonly spelled = computed(() => Array.from(this.#code() ?? '').join(' '));
  protected readonly number = computed(() => {
    const asked = this.asked();
    return asked && formatPhoneNumber(asked.number);
  });
  protected readonly isCopied = linkedSignal({ source: this.#code, computation: () => false });
  private readonly characters = viewChild<ElementRef<HTMLElement>>('characters');

  protected askFor(number: string): void {
    this.choosing.set(false);
    this.codeAsked.emit(number);
  }

  /** For the same phone; after a reload nobody here knows which that was. */
  protected askAgain(): void {
    const number = this.asked()?.number;
    if (number) this.askFor(number);
    else this.chooseNumber();
  }

  protected chooseNumber(): void {
    this.choosing.set(true);
  }

  /** Where the browser gives no clipboard, as on a page without HTTPS, the code is selected instead. */
  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#code() ?? '');
      this.isCopied.set(true);
    } catch {
      const characters = this.characters()?.nativeElement;
      if (characters) getSelection()?.selectAllChildren(characters);
    }
  }
}
