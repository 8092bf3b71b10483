import { MAX_CHOICE_LENGTH } from '#contract/choice-limits';
import type { Interactive } from '#contract/messages';

/** A row of a list, or a button, whose description stays empty. */
export interface Choice {
  title: string;
  description: string;
}

/** Choices as they are typed. */
export interface TypedChoices {
  kind: 'buttons' | 'list';
  text: string;
  header: string;
  footer: string;
  buttons: readonly Choice[];
  /** What opens the list. */
  opener: string;
  rows: readonly Choice[];
}

const empty: Choice = { title: '', description: '' };

export const noChoices: TypedChoices = {
  kind: 'buttons',
  text: '',
  header: '',
  footer: '',
  buttons: [empty, empty],
  opener: '',
  rows: [empty, empty],
};

/** The buttons or the rows, whichever are being typed. */
export function choicesOf({ kind, buttons, rows }: TypedChoices): readonly Choice[] {
  return kind === 'buttons' ? buttons : rows;
}

export function withChoices(typed: TypedChoices, choices: readonly Choice[]): TypedChoices {
  return typed.kind === 'buttons' ? { ...typed, buttons: choices } : { ...typed, rows: choices };
}

export function withAnother(typed: TypedChoices): TypedChoices {
  return withChoices(typed, [...choicesOf(typed), empty]);
}

/** What stands around the text; of empty choices nothing is offered. */
export function interactiveOf(typed: TypedChoices): Interactive {
  const [header, footer, opener] = [typed.header.trim(), typed.footer.trim(), typed.opener.trim()];
  const around = { ...(header && { header }), ...(footer && { footer }) };
  const named = choicesOf(typed)
    .map(({ title, description }) => ({ title: title.trim(), description: description.trim() }))
    .filter(({ title }) => title !== '');
  if (typed.kind === 'buttons') {
    return { ...around, buttons: named.map(({ title }) => ({ kind: 'reply', text: title })) };
  }
  const rows = named.map(({ title, description }) => ({ title, ...(description && { description }) }));
  return { ...around, list: { button: opener, sections: [{ rows }] } };
}

export type ChoicesFault = 'missing' | 'long' | 'twice' | 'nameless';

/** What is wrong, by the field it is wrong in, in their order: `text`, `opener`, `choice-0` and so on. */
export function faultsOf(typed: TypedChoices): ReadonlyMap<string, ChoicesFault> {
  const titles = choicesOf(typed).map(({ title }) => title.trim());
  const faults = new Map<string, ChoicesFault>();
  if (typed.text.trim() === '') faults.set('text', 'missing');
  // The others are so short that whoever types them sees where they end.
  else if (typed.text.trim().length > MAX_CHOICE_LENGTH.text) faults.set('text', 'long');
  if (typed.kind === 'list' && typed.opener.trim() === '') faults.set('opener', 'missing');
  if (titles.every((title) => title === '')) faults.set('choice-0', 'missing');
  choicesOf(typed).forEach(({ title, description }, index) => {
    if (title.trim() === '' && description.trim() !== '') faults.set(`choice-${index}`, 'nameless');
    // Rows may be called the same: Meta tells them apart by their ids.
    const isRepeated = typed.kind === 'buttons' && title.trim() !== '' && titles.indexOf(title.trim()) < index;
    if (isRepeated) faults.set(`choice-${index}`, 'twice');
  });
  return faults;
}

export function isEmpty({ text, header, footer, opener, buttons, rows }: TypedChoices): boolean {
  const choices = [...buttons, ...rows].flatMap(({ title, description }) => [title, description]);
  return [text, header, footer, opener, ...choices].every((each) => each.trim() === '');
}
