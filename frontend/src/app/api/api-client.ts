import { HttpClient, HttpEventType, type HttpContext, type HttpResponse } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  catchError,
  filter,
  map,
  type MonoTypeOperatorFunction,
  type Observable,
  pipe,
  tap,
  throwError,
  timeout,
  TimeoutError,
} from 'rxjs';
import { ApiError, toApiError } from './api-error';
import { AppSettings } from './app-settings';

export interface RequestOptions {
  /** Left out of the address where undefined. */
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Milliseconds; `apiTimeout` of the settings when not given. */
  timeout?: number;
  context?: HttpContext;
  headers?: Readonly<Record<string, string>>;
  /** Of a `delete` that says which of several is meant. */
  body?: unknown;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * The one HTTP client. Paths are relative to `/api`; each call is cold, ends with one answer and fails with an `ApiError` only.
 *
 *     api.get<ConversationPage>('/conversations', { query: { limit: 50 } })
 */
@Service()
export class ApiClient {
  readonly #http = inject(HttpClient);
  readonly #settings = inject(AppSettings);

  get<Answer>(path: string, options?: RequestOptions): Observable<Answer> {
    return this.#request('GET', path, undefined, options);
  }

  post<Answer>(path: string, body?: unknown, options?: RequestOptions): Observable<Answer> {
    return this.#request('POST', path, body, options);
  }

  /**
   * Sends a file as it is; `timeout` is how long nothing may move. `told` hears which part of it has left, from 0 to 1, where
   * the browser knows.
   */
  upload<Answer>(path: string, file: Blob, options: RequestOptions, told: (part: number) => void): Observable<Answer> {
    return this.#http
      .post<Answer>(`/api${path}`, file, {
        headers: options.headers ?? {},
        withCredentials: true,
        observe: 'events',
        reportUploadProgress: true,
      })
      .pipe(
        this.#withErrors(options),
        tap((event) => {
          if (event.type === HttpEventType.UploadProgress && event.total) told(event.loaded / event.total);
        }),
        filter((event): event is HttpResponse<Answer> => event.type === HttpEventType.Response),
        map(({ body }) => body as Answer),
      );
  }

  put<Answer>(path: string, body: unknown, options?: RequestOptions): Observable<Answer> {
    return this.#request('PUT', path, body, options);
  }

  patch<Answer>(path: string, body: unknown, options?: RequestOptions): Observable<Answer> {
    return this.#request('PATCH', path, body, options);
  }

  delete<Answer = void>(path: string, options?: RequestOptions): Observable<Answer> {
    return this.#request('DELETE', path, options?.body, options);
  }

  #request<Answer>(method: Method, path: string, body: unknown, options: RequestOptions = {}): Observable<Answer> {
    return this.#http
      .request<Answer>(method, `/api${path}`, {
        body,
        params: definedOnly(options.query ?? {}),
        withCredentials: true,
        ...(options.context && { context: options.context }),
        ...(options.headers && { headers: options.headers }),
      })
      .pipe(this.#withErrors(options));
  }

  #withErrors<Answer>(options: RequestOptions): MonoTypeOperatorFunction<Answer> {
    const milliseconds = options.timeout ?? this.#settings.config().apiTimeout;
    return pipe(
      timeout(milliseconds),
      catchError((error: unknown) =>
        throwError(() => (error instanceof TimeoutError ? new ApiError('timeout') : toApiError(error))),
      ),
    );
  }
}

function definedOnly(query: NonNullable<RequestOptions['query']>): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
