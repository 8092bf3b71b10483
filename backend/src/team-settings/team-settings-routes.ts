import type { Router } from 'express';
import type { Store } from '../storage/index.ts';
import { cannedReplyRoutes } from './canned-reply-routes.ts';
import { clientSettingsRoutes } from './client-settings-routes.ts';
import { labelRoutes } from './label-routes.ts';
import { preferencesRoutes } from './preferences-routes.ts';

/** `/labels`, `/canned-replies`, `/settings` and `/auth/me/preferences`. */
export function teamSettingsRoutes(store: Store): Router[] {
  return [labelRoutes(store), cannedReplyRoutes(store), clientSettingsRoutes(store), preferencesRoutes(store)];
}
