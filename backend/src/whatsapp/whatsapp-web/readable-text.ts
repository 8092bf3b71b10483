import type { proto } from 'baileys';

type Reader = (content: proto.IMessage) => string | null | undefined;

/** What people wrote themselves. */
const written: readonly Reader[] = [
  ({ conversation }) => conversation,
  ({ extendedTextMessage }) => extendedTextMessage?.text,
  ({ imageMessage }) => imageMessage?.caption,
  ({ videoMessage }) => videoMessage?.caption,
  ({ documentMessage }) => documentMessage?.caption,
  ({ liveLocationMessage }) => liveLocationMessage?.caption,
];

/** What says enough in words of messages that WhatsApp shows in another form: choices, offers, polls, invitations. */
const inOtherForms: readonly Reader[] = [
  ({ buttonsResponseMessage }) => buttonsResponseMessage?.selectedDisplayText,
  ({ templateButtonReplyMessage }) => templateButtonReplyMessage?.selectedDisplayText,
  ({ listResponseMessage }) => lines(listResponseMessage?.title, listResponseMessage?.description),
  ({ interactiveResponseMessage }) => interactiveResponseMessage?.body?.text,
  ({ buttonsMessage }) => buttonsMessage?.contentText,
  ({ listMessage }) => lines(listMessage?.title, listMessage?.description),
  ({ interactiveMessage }) => lines(interactiveMessage?.header?.title, interactiveMessage?.body?.text),
  ({ templateMessage }) => templateText(templateMessage),
  (content) => pollText(content),
  ({ productMessage }) => lines(productMessage?.product?.title, productMessage?.body),
  ({ orderMessage }) => lines(orderMessage?.orderTitle, orderMessage?.message),
  ({ eventMessage }) => lines(eventMessage?.name, eventMessage?.description),
  ({ groupInviteMessage }) => lines(groupInviteMessage?.groupName, groupInviteMessage?.caption),
];

/** A text, or the caption of a file. */
export function writtenText(content: proto.IMessage): string | undefined {
  return firstOf(written, content);
}

/** The words of a message that is neither text nor anything else we show; undefined where it has none. */
export function textInOtherForm(content: proto.IMessage): string | undefined {
  return firstOf(inOtherForms, content);
}

function firstOf(readers: readonly Reader[], content: proto.IMessage): string | undefined {
  for (const read of readers) {
    const text = read(content);
    if (text) return text;
  }
  return undefined;
}

function templateText(template: proto.Message.ITemplateMessage | null | undefined): string | undefined {
  const filled = template?.hydratedTemplate ?? template?.hydratedFourRowTemplate;
  const said = filled?.hydratedContentText ?? template?.interactiveMessageTemplate?.body?.text;
  return lines(filled?.hydratedTitleText, said);
}

function pollText(content: proto.IMessage): string | undefined {
  const poll =
    content.pollCreationMessage ??
    content.pollCreationMessageV2 ??
    content.pollCreationMessageV3 ??
    content.pollCreationMessageV5;
  return lines(poll?.name, ...(poll?.options ?? []).map(({ optionName }) => optionName && `• ${optionName}`));
}

function lines(...parts: (string | null | undefined)[]): string | undefined {
  const said = parts.filter((part) => part !== undefined && part !== null && part !== '');
  return said.length > 0 ? said.join('\n') : undefined;
}
