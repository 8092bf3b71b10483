export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';
export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type TemplateQuality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';

export type TemplateButton =
  | { type: 'QUICK_REPLY'; text: string }
  | { type: 'URL'; text: string; url: string; example?: string[] }
  | { type: 'PHONE_NUMBER'; text: string; phone_number: string }
  | { type: 'COPY_CODE'; text?: string; example?: string | string[] }
  | { type: 'OTP'; otp_type: string; text?: string }
  | { type: 'FLOW'; text: string; flow_id?: string }
  | { type: 'REQUEST_CONTACT_INFO'; text?: string };

export type TemplateComponent =
  | { type: 'HEADER'; format: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'; text?: string; example?: object }
  | { type: 'BODY'; text: string; example?: object }
  | { type: 'FOOTER'; text: string }
  | { type: 'BUTTONS'; buttons: TemplateButton[] };

/** A message template: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview */
export interface Template {
  id: string;
  wabaId: string;
  name: string;
  /** Such as `es_MX`. */
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  quality: TemplateQuality;
  /** Whether its variables are `{{1}}` or `{{order_id}}`. */
  parameterFormat: 'POSITIONAL' | 'NAMED';
  components: TemplateComponent[];
  /** Why it was rejected. */
  rejectedReason: string;
}

export function componentOf<Type extends TemplateComponent['type']>(
  template: Template,
  type: Type,
): Extract<TemplateComponent, { type: Type }> | undefined {
  return template.components.find(
    (component): component is Extract<TemplateComponent, { type: Type }> => component.type === type,
  );
}

/** The variables of a text, each once, in the order they first appear. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].flatMap(([, name]) => name ?? []))];
}
