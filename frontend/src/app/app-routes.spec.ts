import type { Type } from '@angular/core';
import type { Route, Routes } from '@angular/router';
import { App } from './app';
import { appRoutes } from './app-routes';

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
  const own = route.component ?? ((await route.loadComponent?.()) as Type<unknown> | undefined);
  const lazy = ((await route.loadChildren?.()) as Routes | undefined) ?? [];
  const below = await routedComponents([...(route.children ?? []), ...lazy]);
  return own ? [own, ...below] : below;
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
  it('are OnPush, and so is every part of them', async () => {
    const components = new Set<Type<unknown>>();
    for (const routed of [App, ...(await routedComponents(appRoutes))]) withPartsOf(routed, components);

    expect(components.size).toBeGreaterThan(10);
    const eager = [...components].filter((component) => !definitionOf(component)?.onPush).map(({ name }) => name);
    expect(eager).toEqual([]);
  });
});
