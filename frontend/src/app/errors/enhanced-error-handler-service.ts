import { type ErrorHandler, inject, Injector, Service, untracked } from '@angular/core';
import { type ErrorKind, type SortedError, sortError } from './error-kind';
import { Notices } from './notices';
import { ProblemReporter } from './problem-reporter';

/** The same sentence is not said again within this many milliseconds. */
const SAID_RECENTLY = 10_000;

/**
 * What happens to every error: it is sorted, and the person is told once what it means for them. Network flicker and an
 * ended sign-in have their own places on screen, so an error nobody waited for says nothing about them. Bugs go to the
 * server and to the console, everything else to neither.
 */
@Service()
export class EnhancedErrorHandlerService implements ErrorHandler {
  // Asked late for what it needs: the handler exists before anything else, and must work while the rest is being built.
  readonly #injector = inject(Injector);
  /** What was said a moment ago. */
  readonly #said = new Set<string>();
  #reachable: () => boolean = () => true;

  /** Angular's own hook: errors that nobody handled. */
  handleError(error: unknown): void {
    if (!isResizeNotice(error)) this.#handle(error, ['network', 'sign-in']);
  }

  /** For an action that a person started and that failed: they are told, whatever the reason. */
  tellFailure(error: unknown): void {
    this.#handle(error, ['sign-in']);
  }

  /** Where to look whether the server is known to be out of reach. All that fails meanwhile is that one thing. */
  follow(isReachable: () => boolean): void {
    this.#reachable = isReachable;
  }

  /** Whether, as far as is known, the server can be reached. */
  isReachable(): boolean {
    return untracked(this.#reachable);
  }

  #handle(error: unknown, quiet: readonly ErrorKind[]): void {
    try {
      const sorted = sortError(error);
      if (!quiet.includes(sorted.kind)) this.#tell(error, sorted);
    } catch (broken) {
      // Thrown on, it would come back here.
      console.error(broken);
    }
  }

  #tell(error: unknown, { kind, message, reference }: SortedError): void {
    if (kind === 'bug') {
      console.error(error);
      this.#tellBug(reference ?? this.#injector.get(ProblemReporter).report(error));
    } else if (kind === 'network' || (kind === 'missing-file' && !this.isReachable())) {
      this.#tellUnreachable(this.isReachable() ? message : 'errors.network');
    } else if (this.#isNews(message)) {
      this.#injector.get(Notices).error(message);
    }
  }

  #tellBug(reference: string | null): void {
    if (!this.#isNews('bug')) return;
    const notices = this.#injector.get(Notices);
    if (reference === null) notices.error('errors.bug');
    else notices.bug(reference);
  }

  /** However many requests fail, and in whatever way, it is one thing to a person. */
  #tellUnreachable(message: string): void {
    if (this.#isNews('unreachable')) this.#injector.get(Notices).warning(message);
  }

  #isNews(what: string): boolean {
    if (this.#said.has(what)) return false;
    this.#said.add(what);
    setTimeout(() => this.#said.delete(what), SAID_RECENTLY);
    return true;
  }
}

/** A browser's note that it measures again in the next frame; nothing is wrong and nothing is lost. */
function isResizeNotice(error: unknown): boolean {
  return error instanceof Error && error.message.includes('ResizeObserver loop');
}
