import { randomUUID } from 'node:crypto';
import { sameWord } from '#contract/same-word';
import type { CreateLabelRequest, Label, LabelInUse, UpdateLabelRequest } from '#contract/team-settings';
import { readHead, type LabelsTable, type LogHead, type Store } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import {
  countContactsKeeping,
  countConversationsWith,
  deleteLabel,
  insertLabel,
  listLabels,
  toLabel,
  updateLabel,
} from './label-store.ts';
import { requireFree } from './require-free.ts';

/** A client's labels. Every change is told as `settings:changed` of kind `labels`. */
export class Labels {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** By name, and the place in the log at which they were so. */
  list(clientCode: string): Promise<{ items: Label[] } & LogHead> {
    return this.#store.read(async (database) => ({
      items: (await listLabels(database, clientCode)).map(toLabel),
      ...(await readHead(database, clientCode)),
    }));
  }

  /** Throws `not-found`. */
  inUse(clientCode: string, id: string): Promise<LabelInUse> {
    return this.#store.read(async (database) => ({
      label: toLabel(found(await listLabels(database, clientCode), id)),
      conversations: await countConversationsWith(database, clientCode, id),
      contacts: await countContactsKeeping(database, clientCode, id),
    }));
  }

  /** Throws `conflict` where the client has a label of this name, however it is written. */
  add(clientCode: string, { name, colour }: CreateLabelRequest): Promise<Label> {
    return this.#store.write(async ({ database, now, event }) => {
      const label: LabelsTable = { id: randomUUID(), clientCode, name, colour, createdAt: now };
      requireFreeName(await listLabels(database, clientCode), label);
      await event(clientCode, 'settings:changed', async () => {
        await insertLabel(database, label);
        return { kind: 'labels' };
      });
      return toLabel(label);
    });
  }

  /** Throws `not-found`, and `conflict` where another label has the new name. */
  change(clientCode: string, id: string, { name, colour }: UpdateLabelRequest): Promise<Label> {
    return this.#store.write(async ({ database, event }) => {
      const labels = await listLabels(database, clientCode);
      const before = found(labels, id);
      const label: LabelsTable = { ...before, name: name ?? before.name, colour: colour ?? before.colour };
      requireFreeName(labels, label);
      await event(clientCode, 'settings:changed', async () => {
        await updateLabel(database, label);
        return { kind: 'labels' };
      });
      return toLabel(label);
    });
  }

  /**
   * Takes the label off every conversation. No conversation is told of by itself, which could be thousands: whoever holds one
   * leaves out ids of labels that are no longer there.
   */
  remove(clientCode: string, id: string): Promise<void> {
    return this.#store.write(async ({ database, event }) => {
      found(await listLabels(database, clientCode), id);
      await event(clientCode, 'settings:changed', async () => {
        await deleteLabel(database, clientCode, id);
        return { kind: 'labels' };
      });
    });
  }
}

function found(labels: readonly LabelsTable[], id: string): LabelsTable {
  const label = labels.find((one) => one.id === id);
  if (!label) throw new HttpProblem('not-found', 'There is no such label.');
  return label;
}

function requireFreeName(labels: readonly LabelsTable[], label: LabelsTable): void {
  const taken = labels.find((other) => other.id !== label.id && sameWord(other.name, label.name));
  requireFree('name', taken && `There is a label "${taken.name}" already.`);
}
