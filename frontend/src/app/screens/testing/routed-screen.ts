import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideLocationMocks } from '@angular/common/testing';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, type Routes, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Role } from '#contract/accounts';
import { FakeRealtime, provideFakeRealtime } from '../../chat/testing/fake-realtime';
import { SignInStore } from '../../sign-in';

/** Screens as a person of a role sees and uses them, with their addresses; the spec answers for the server. */
export abstract class RoutedScreen {
  readonly realtime = new FakeRealtime();
  readonly server: HttpTestingController;
  #harness: RouterTestingHarness | undefined;

  /** Other addresses than those of `routes` show nothing. */
  protected constructor(role: Role, routes: Routes, providers: readonly (Provider | EnvironmentProviders)[]) {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideLocationMocks(),
        provideRouter([...routes, { path: '**', children: [] }], withComponentInputBinding()),
        provideFakeRealtime(this.realtime),
        ...providers,
      ],
    });
    this.server = TestBed.inject(HttpTestingController);
    TestBed.inject(SignInStore).restore().subscribe();
    const clientCode = role === 'operator' ? null : 'demo';
    const user = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role, clientCode };
    this.server.expectOne('/api/auth/me').flush({ user });
  }

  get page(): HTMLElement {
    if (!this.#harness) throw new Error('Open a screen first.');
    return this.#harness.fixture.nativeElement as HTMLElement;
  }

  get url(): string {
    return TestBed.inject(Router).url;
  }

  async open(path: string): Promise<void> {
    this.#harness = await RouterTestingHarness.create(path);
    await this.settled();
  }

  /** From where it is to another screen. */
  async go(path: string): Promise<void> {
    await TestBed.inject(Router).navigateByUrl(path);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.#harness?.fixture.whenStable();
  }

  /** Where a page is never stable, because something stays on the way: so many turns of what comes one after the other. */
  protected async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      TestBed.tick();
      await new Promise((resolve) => {
        queueMicrotask(() => {
          resolve(null);
        });
      });
    }
    TestBed.tick();
  }
}

/** What is written in an element, with a space between what stands in different ones of it. */
export function wordsOf(element: Element | null): string {
  if (!element) return '';
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words: string[] = [];
  while (texts.nextNode()) words.push((texts.currentNode.nodeValue ?? '').replace(/\s+/g, ' ').trim());
  return words.filter((word) => word !== '').join(' ');
}
