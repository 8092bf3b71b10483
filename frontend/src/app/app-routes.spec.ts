import type { Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Route, Routes } from '@angular/router';
import { App } from './app';
import { appRoutes } from './app-routes';
import { CHAT_PARTS } from './chat/chat-parts';
import { LateParts } from './screens';

interface ComponentDefinition {
  onPush: boolean;
  directiveDefs: DirectiveDefinitions | (() => DirectiveDefinitions) | null;
}
type DirectiveDefinitions = { type: Type<unknown> }[];

/** A component's own definition, as the compiler made it; undefined for directives. */
function definitionOf(type: Type<unknown>): ComponentDefinition | undefined {
  return (type as { ɵcmp?: ComponentDefinition }).ɵcmp;
}

async function routedComponents(routes: Routes): Promise<Type<unknown>[]> {
  const found = await Promise.all(routes.map((route) => componentsOf(route)));
  return found.flat();
}

async function componentsOf(route: Route): Promise<Type<unknown>[]> {
  const load = <Loaded>(code: (() => unknown) | undefined) =>
    TestBed.runInInjectionContext(() => code?.()) as Promise<Loaded | undefined> | undefined;
  const own = route.component ?? (await load<Type<unknown>>(route.loadComponent));
  const lazy = (await load<Routes>(route.loadChildren)) ?? [];
  const below = await routedComponents([...(route.children ?? []), ...lazy]);
  return own ? [own, ...below] : below;
}

/** What screens fetch behind themselves: components among whatever else a part exports. */
async function lateComponents(): Promise<Type<unknown>[]> {
  const parts = await Promise.all(CHAT_PARTS.map((code) => code()));
  const exported = parts.flatMap((part) => Object.values(part as object) as unknown[]);
  return exported.filter((one): one is Type<unknown> => typeof one === 'function' && 'ɵcmp' in one);
}

/** The component and every component its template uses, however deep. */
function withPartsOf(type: Type<unknown>, seen = new Set<Type<unknown>>()): Set<Type<unknown>> {
  const definition = definitionOf(type);
  if (!definition || seen.has(type)) return seen;
  seen.add(type);
  const { directiveDefs } = definition;
  const parts = (typeof directiveDefs === 'function' ? directiveDefs() : directiveDefs) ?? [];
  for (const part of parts) withPartsOf(part.type, seen);
  return seen;
}

describe('routed components', () => {
  beforeEach(() => {
    // Here they are fetched at once.
    const parts = jasmine.createSpyObj<LateParts>('LateParts', ['expect', 'expectTexts', 'fetchAhead']);
    TestBed.configureTestingModule({ providers: [{ provide: LateParts, useValue: parts }] });
  });

  it('are OnPush, and so is every part of them', async () => {
    const components = new Set<Type<unknown>>();
    const found = [App, ...(await routedComponents(appRoutes)), ...(await lateComponents())];
    for (const component of found) withPartsOf(component, components);

    const names = [...components].map(({ name }) => name);
    expect(names.some((name) => name.endsWith('MessageList')))
      .withContext(names.join())
      .toBeTrue();
    expect(names.some((name) => name.endsWith('Composer'))).toBeTrue();
    const eager = [...components].filter((component) => !definitionOf(component)?.onPush).map(({ name }) => name);
    expect(eager).toEqual([]);
  });
});
