import { Component, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { email, form, FormField, maxLength, minLength, pattern, required } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import { map, tap } from 'rxjs';
import type { Client, CreateClientRequest } from '#contract/accounts';
import { ApiClient, toApiError } from '../api';
import { CacheService } from '../cache';
import { EnhancedErrorHandlerService, Notices } from '../errors';
import { Formats } from '../i18n';
import { EmptyState, ErrorState, Icon, Skeleton } from '../ui';

const LIST = 'clients';
const emptyForm = { clientCode: '', name: '', adminName: '', adminEmail: '', adminPassword: '' };

/** The operator's: which businesses this installation serves, and a form to add one. */
@Component({
  selector: 'app-clients-page',
  imports: [EmptyState, ErrorState, FormField, Icon, Skeleton, TranslocoDirective],
  templateUrl: './clients-page.html',
  styleUrl: './clients-page.css',
})
export class ClientsPage {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #notices = inject(Notices);
  protected readonly formats = inject(Formats);

  /** Whether the last try to read the list failed; it is tried again all the same. */
  protected readonly failed = signal(false);
  readonly #tries = signal(0);
  protected readonly clients = rxResource({
    params: () => this.#tries(),
    stream: () =>
      this.#cache
        .read(LIST, () => this.#api.get<{ items: Client[] }>('/clients'), {
          ttl: 0,
          insists: true,
          failed: () => {
            this.failed.set(true);
          },
        })
        .pipe(
          tap(() => {
            this.failed.set(false);
          }),
          map(({ value: { items } }) => items),
        ),
  });
  protected readonly tried = signal(false);
  protected readonly sending = signal(false);
  /** What of what was sent is somebody else's already: the code, or the admin's address. */
  protected readonly taken = signal<'clientCode' | 'adminEmail' | null>(null);
  protected readonly newClient = form(signal(emptyForm), (path) => {
    required(path.clientCode);
    pattern(path.clientCode, /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/);
    required(path.name);
    maxLength(path.name, 120);
    required(path.adminName);
    maxLength(path.adminName, 80);
    required(path.adminEmail);
    email(path.adminEmail);
    maxLength(path.adminEmail, 254);
    required(path.adminPassword);
    minLength(path.adminPassword, 10);
    maxLength(path.adminPassword, 200);
  });
  protected readonly fields = [
    { name: 'clientCode', type: 'text', field: this.newClient.clientCode },
    { name: 'name', type: 'text', field: this.newClient.name },
    { name: 'adminName', type: 'text', field: this.newClient.adminName },
    { name: 'adminEmail', type: 'email', field: this.newClient.adminEmail },
    { name: 'adminPassword', type: 'password', field: this.newClient.adminPassword },
  ];

  /** Asks at once instead of when the next try is due. */
  protected retry(): void {
    this.failed.set(false);
    this.#tries.update((tries) => tries + 1);
  }

  protected createClient(event: Event): void {
    event.preventDefault();
    this.tried.set(true);
    this.taken.set(null);
    if (this.sending() || this.newClient().invalid()) return;
    this.sending.set(true);
    this.#api.post<{ client: Client }>('/clients', this.#request()).subscribe({
      next: ({ client }) => {
        this.#showCreated(client);
      },
      error: (error: unknown) => {
        this.sending.set(false);
        const { type, errors } = toApiError(error);
        if (type !== 'conflict') this.#errors.tellFailure(error);
        else this.taken.set(errors[0]?.path === 'email' ? 'adminEmail' : 'clientCode');
      },
    });
  }

  #showCreated(client: Client): void {
    this.sending.set(false);
    this.tried.set(false);
    this.newClient().reset(emptyForm);
    this.#notices.success('clients.created', { name: client.name });
    this.clients.reload();
  }

  #request(): CreateClientRequest {
    const { clientCode, name, adminName, adminEmail, adminPassword } = this.newClient().value();
    return {
      clientCode,
      name,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      admin: { name: adminName, email: adminEmail, password: adminPassword },
    };
  }
}
