export { CampaignBar } from './campaigns/campaign-bar';
export { CampaignsStore } from './campaigns/campaigns-store';
export { isUnderWay } from './campaigns/campaign-words';
export { SituationLine } from './campaigns/situation-line';
export { type Attached, AttachedFile } from './message/attached-file';
export { LineTemplates } from './message/line-templates';
export { TemplateMessage } from './message/template-message';
export { VariableChips, type VariableWords } from './message/variable-chips';
