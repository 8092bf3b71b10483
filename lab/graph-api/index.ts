import { GraphApi } from './graph-api.ts';
import type { GraphApiOptions } from './options.ts';

export type { BusinessNumber } from './accounts/business-number.ts';
export type { NewBusinessNumber } from './accounts/new-number.ts';
export type { MessagingLimit, QualityRating, ThroughputLevel } from './accounts/number-state.ts';
export type { Faults, SeenRequest, Trigger } from './faults.ts';
export type { GraphApi } from './graph-api.ts';
export type { GraphApiOptions } from './options.ts';
export type { ChatLine, LineButton, LineList, LineStatus, Place, Reaction, SharedFile } from './people/chat-line.ts';
export type { Person } from './people/person.ts';
export type { NewFile } from './people/sent-files.ts';
export type { SendOptions, Sent } from './people/writing.ts';
export type { NewTemplate } from './templates/template-book.ts';
export type { Template, TemplateButton, TemplateComponent, TemplateStatus } from './templates/template.ts';

/** Starts a local Graph API, with the WhatsApp Cloud API on it. */
export async function startGraphApi(options: GraphApiOptions = {}): Promise<GraphApi> {
  return GraphApi.start(options);
}
