export { fillTemplate, UnfitParameterError, type FilledTemplate } from './fill-template.ts';
export { readTemplate, toTemplate } from './template-shape.ts';
export {
  changeTemplateStatus,
  findTemplate,
  readTemplates,
  replaceTemplates,
  type MetaTemplate,
  type TemplateRow,
} from './template-store.ts';
