import { chosenFields } from '../http/fields.ts';
import { pageOf } from '../http/pages.ts';
import type { TemplateBook } from '../templates/template-book.ts';
import type { Template } from '../templates/template.ts';

const BY_DEFAULT = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];

/** `GET /<WhatsApp Business account id>/message_templates`: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management */
export function listTemplates(book: TemplateBook, wabaId: string, query: URLSearchParams, url: string): object {
  const isAsked = ({ name, language, status, category }: Template): boolean =>
    name.includes(query.get('name_or_content') ?? query.get('name') ?? '') &&
    (query.get('language') ?? language) === language &&
    (query.get('status') ?? status).toUpperCase() === status &&
    (query.get('category') ?? category).toUpperCase() === category;
  const show = (template: Template): object => showTemplate(template, query);
  return pageOf(book.list(wabaId).filter(isAsked), query, { url, show });
}

/** `GET /<template id>` */
export function showTemplate(template: Template, query: URLSearchParams): object {
  return chosenFields(nodeOf(template), 'WhatsAppMessageTemplate', query, BY_DEFAULT);
}

function nodeOf(template: Template): Record<string, unknown> {
  return {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    parameter_format: template.parameterFormat,
    components: template.components,
    quality_score: { score: template.quality },
    rejected_reason: template.rejectedReason,
  };
}
