import { WAMessageAddressingMode } from 'baileys';
import type { GroupDirectory } from './group-directory.ts';
import { jidOf } from './message-content.ts';

/** Somebody's two addresses, as far as they are known. */
interface Author {
  phoneNumber?: string | null;
  lid?: string | null;
}

/** Whether a group addresses its people by their LIDs. Rejects as the query about it does. */
export async function isGroupByLid(groups: GroupDirectory, group: string): Promise<boolean> {
  const { addressingMode } = await groups.metadata(group);
  return addressingMode !== WAMessageAddressingMode.PN;
}

/** Whoever wrote in a group, as messages there name them. Rejects as the query about the group does. */
export async function authorIn(groups: GroupDirectory, group: string, { phoneNumber, lid }: Author): Promise<string> {
  return lid && (await isGroupByLid(groups, group)) ? jidOf({ lid }) : jidOf({ phoneNumber, lid });
}
