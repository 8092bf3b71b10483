import {
  afterNextRender,
  Component,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { CredentialFields } from './cloud-api/credential-fields';
import { cloudLineFields, LineForm } from './line-form';
import { SessionsApi } from './sessions-api';

/** A new line: its name, which way it reaches WhatsApp, and what that takes. */
@Component({
  selector: 'app-new-line',
  imports: [TranslocoDirective, CredentialFields],
  templateUrl: './new-line.html',
  styleUrl: './new-line.css',
})
export class NewLine {
  readonly #injector = inject(Injector);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #api = inject(SessionsApi);

  /** The names of the other lines. */
  readonly names = input<readonly string[]>([]);
  /** Whether there is something to go back to. */
  readonly canCancel = input(false);
  readonly added = output<WhatsAppSession>();
  readonly cancelled = output();

  protected readonly kinds = ['whatsapp-web', 'cloud-api'] as const;
  protected readonly kind = signal<WhatsAppSession['kind']>('whatsapp-web');
  protected readonly form = new LineForm({
    fields: () => (this.kind() === 'cloud-api' ? cloudLineFields : ['name']),
    needs: (field) => field !== 'verifyToken',
    names: () => this.names(),
    send: ({ name, ...credentials }) =>
      this.kind() === 'cloud-api' ? this.#api.addCloudLine(name.trim(), credentials) : this.#api.add(name.trim()),
    taken: (session) => {
      this.added.emit(session);
    },
    refused: () => {
      this.#focusProblem();
    },
  });
  private readonly nameField = viewChild<ElementRef<HTMLElement>>('nameField');

  focus(): void {
    this.nameField()?.nativeElement.focus();
  }

  protected save(event: Event): void {
    event.preventDefault();
    this.form.save();
  }

  /** By Esc only while nothing would be lost that is hard to find again. */
  protected leave(): void {
    if (this.canCancel() && (this.kind() === 'whatsapp-web' || this.form.isEmpty())) this.cancelled.emit();
  }

  #focusProblem(): void {
    afterNextRender(() => this.#element.nativeElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), {
      injector: this.#injector,
    });
  }
}
