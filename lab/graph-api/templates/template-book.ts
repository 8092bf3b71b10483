import { newGraphId } from '../ids.ts';
import { templateQualityChange, templateStatusChange, type Change } from '../payloads/index.ts';
import { variablesIn, type Template, type TemplateQuality, type TemplateStatus } from './template.ts';

/** A template to be made: approved, unless something else is said. */
export type NewTemplate = Pick<Template, 'name' | 'language' | 'components'> & Partial<Template>;

/** The templates of all accounts. */
export class TemplateBook {
  readonly #templates = new Map<string, Template>();
  readonly #tell: (wabaId: string, change: Change) => void;
  readonly #changed: () => void;

  constructor(tell: (wabaId: string, change: Change) => void, changed: () => void) {
    this.#tell = tell;
    this.#changed = changed;
  }

  /** Throws where the account has one of this name and language. */
  add(wabaId: string, template: NewTemplate): Template {
    if (this.find(wabaId, template.name, template.language)) {
      throw new Error(`There is a template ${template.name} in ${template.language} already`);
    }
    const added: Template = {
      id: newGraphId(),
      category: 'UTILITY',
      status: 'APPROVED',
      quality: 'UNKNOWN',
      parameterFormat: isNamed(template) ? 'NAMED' : 'POSITIONAL',
      rejectedReason: 'NONE',
      ...template,
      wabaId,
    };
    this.#templates.set(added.id, added);
    this.#changed();
    return added;
  }

  restore(template: Template): void {
    this.#templates.set(template.id, template);
  }

  get(id: string): Template | undefined {
    return this.#templates.get(id);
  }

  find(wabaId: string, name: string, language: string): Template | undefined {
    return this.list(wabaId).find((template) => template.name === name && template.language === language);
  }

  /** The templates of an account, the newest first; of all accounts where none is named. */
  list(wabaId?: string): Template[] {
    const all = [...this.#templates.values()].reverse();
    return wabaId === undefined ? all : all.filter((template) => template.wabaId === wabaId);
  }

  /** Approves, pauses, rejects or disables a template; the account's webhooks tell. Throws where there is none. */
  setStatus(id: string, status: TemplateStatus, reason = 'NONE'): void {
    const template = this.#demand(id);
    template.status = status;
    template.rejectedReason = status === 'REJECTED' ? reason : 'NONE';
    this.#changed();
    this.#tell(template.wabaId, templateStatusChange(template, status, reason));
  }

  /** Throws where there is no such template. */
  setQuality(id: string, quality: TemplateQuality): void {
    const template = this.#demand(id);
    const previous = template.quality;
    template.quality = quality;
    this.#changed();
    this.#tell(template.wabaId, templateQualityChange(template, previous, quality));
  }

  remove(id: string): void {
    this.#templates.delete(id);
    this.#changed();
  }

  #demand(id: string): Template {
    const template = this.#templates.get(id);
    if (template === undefined) throw new Error(`There is no template ${id}`);
    return template;
  }
}

function isNamed({ components }: NewTemplate): boolean {
  const texts = components.flatMap((component) => ('text' in component && component.text ? [component.text] : []));
  return texts.flatMap(variablesIn).some((name) => !/^\d+$/.test(name));
}
