import { type ErrorHandler, inject, Injector, Service } from '@angular/core';
import { type ErrorKind, sortError } from './error-kind';
import { Notices } from './notices';

/** The same sentence is not said again within this many milliseconds. */
const SAID_RECENTLY = 10_000;

/**
 * What happens to every error: it is sorted, and the person is told once what it means for them. Network flicker and an
 * ended sign-in have their own places on screen, so an error nobody waited for says nothing about them.
 */
@Service()
export class EnhancedErrorHandlerService implements ErrorHandler {
  readonly #injector = inject(Injector);
  readonly #said = new Map<string, number>();

  /** Angular's own hook: errors that nobody handled. */
  handleError(error: unknown): void {
    if (isResizeNotice(error)) return;
    const { kind, message } = sortError(error);
    if (kind === 'bug') console.error(error);
    if (kind !== 'network' && kind !== 'sign-in') this.#say(kind, message);
  }

  /** For an action that a person started and that failed: they are told, whatever the reason. */
  tellFailure(error: unknown): void {
    const { kind, message } = sortError(error);
    if (kind === 'bug') console.error(error);
    if (kind !== 'sign-in') this.#say(kind, message);
  }

  #say(kind: ErrorKind, message: string): void {
    const now = Date.now();
    if (now - (this.#said.get(message) ?? -SAID_RECENTLY) < SAID_RECENTLY) return;
    this.#said.set(message, now);
    // Asked for late: the handler exists before anything else, and must work while the rest is being built.
    const notices = this.#injector.get(Notices);
    if (kind === 'network') notices.warning(message);
    else notices.error(message);
  }
}

/** A browser's note that it measures again in the next frame; nothing is wrong and nothing is lost. */
function isResizeNotice(error: unknown): boolean {
  return error instanceof Error && error.message.includes('ResizeObserver loop');
}
