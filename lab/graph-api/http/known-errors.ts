/** An error as Meta words it. */
export interface KnownError {
  title: string;
  /** Of the answer; what is only ever told by webhook has none. */
  httpStatus: number;
  details?: string;
}

/**
 * Codes, titles and HTTP statuses of https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 * Which of them are answers and which statuses follows what the API does: what depends on the recipient (131026, 131047,
 * 131049, 131053) comes as a status after the message was accepted.
 */
export const knownErrors: Readonly<Record<number, KnownError>> = {
  1: { title: 'An unknown error has occurred.', httpStatus: 500 },
  2: { title: 'Service temporarily unavailable', httpStatus: 503 },
  3: { title: 'Application does not have the capability to make this API call.', httpStatus: 500 },
  4: { title: 'Application request limit reached', httpStatus: 429 },
  10: { title: 'Application does not have permission for this action', httpStatus: 403 },
  100: { title: 'Invalid parameter', httpStatus: 400 },
  190: { title: 'Invalid OAuth access token - Cannot parse access token', httpStatus: 401 },
  200: {
    title:
      'You do not have the necessary permissions required to send messages on behalf of this WhatsApp Business Account',
    httpStatus: 403,
  },
  368: {
    title: 'Temporarily blocked for policies violations',
    httpStatus: 403,
    details: 'The WhatsApp Business Account has been restricted from messaging because it violated a policy.',
  },
  80007: {
    title: 'There have been too many calls to this WhatsApp Business account. Wait a bit and try again.',
    httpStatus: 429,
  },
  130429: {
    title: 'Rate limit hit',
    httpStatus: 429,
    details:
      'Message failed to send because there were too many messages sent from this phone number in a short period of time',
  },
  130472: {
    title: "User's number is part of an experiment",
    httpStatus: 400,
    details: "Failed to send message because this user's phone number is part of an experiment",
  },
  130497: {
    title: 'Business account is restricted from messaging users in this country.',
    httpStatus: 403,
    details: 'Message failed to send because the business is restricted from messaging users in this country.',
  },
  131000: {
    title: 'Something went wrong',
    httpStatus: 500,
    details: 'Message failed to send due to an unknown error.',
  },
  131005: { title: 'Access denied', httpStatus: 403, details: 'Permission is either not granted or has been removed.' },
  131008: { title: 'Required parameter is missing', httpStatus: 400 },
  131009: { title: 'Parameter value is not valid', httpStatus: 400 },
  131016: { title: 'Service unavailable', httpStatus: 500, details: 'A service is temporarily unavailable.' },
  131021: {
    title: 'Recipient cannot be sender',
    httpStatus: 400,
    details: 'Sender and recipient phone number is the same.',
  },
  131026: { title: 'Message undeliverable', httpStatus: 400, details: 'Message Undeliverable.' },
  131030: {
    title: 'Recipient phone number not in allowed list',
    httpStatus: 400,
    details: 'Recipient phone number not in allowed list: Add recipient phone number to recipient list and try again.',
  },
  131031: { title: 'Business Account locked', httpStatus: 403, details: 'Business Account has been locked.' },
  131042: {
    title: 'Business eligibility payment issue',
    httpStatus: 400,
    details: 'Message failed to send because there were one or more errors related to your payment method.',
  },
  131045: {
    title: 'Incorrect certificate',
    httpStatus: 500,
    details: 'Message failed to send due to a phone number registration error.',
  },
  131047: {
    title: 'Re-engagement message',
    httpStatus: 400,
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  },
  131048: {
    title: 'Spam rate limit hit',
    httpStatus: 429,
    details:
      'Message failed to send because there are restrictions on how many messages can be sent from this phone number. This may be because too many previous messages were blocked or flagged as spam.',
  },
  131049: {
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
    httpStatus: 400,
    details: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
  },
  131050: {
    title: 'User has stopped marketing messages from this business',
    httpStatus: 400,
    details: 'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages.',
  },
  131051: { title: 'Unsupported message type', httpStatus: 400, details: 'Message type is not currently supported.' },
  131052: {
    title: 'Media download error',
    httpStatus: 400,
    details: 'Unable to download the media sent by the user.',
  },
  131053: { title: 'Media upload error', httpStatus: 400, details: 'Unable to upload the media used in the message.' },
  131056: {
    title: '(Business Account, Consumer Account) pair rate limit hit',
    httpStatus: 429,
    details:
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  },
  131057: {
    title: 'Account in maintenance mode',
    httpStatus: 500,
    details: 'Business Account is in maintenance mode.',
  },
  132000: { title: 'Number of parameters does not match the expected number of params', httpStatus: 400 },
  132001: { title: 'Template name does not exist in the translation', httpStatus: 404 },
  132005: { title: 'Translated text too long', httpStatus: 400 },
  132007: { title: 'Template format character policy violated', httpStatus: 400 },
  132012: { title: 'Parameter format does not match format in the created template', httpStatus: 400 },
  132015: { title: 'Template is paused', httpStatus: 400, details: 'Template is paused due to low quality.' },
  132016: { title: 'Template is disabled', httpStatus: 400, details: 'Template is permanently disabled.' },
  132018: { title: "There's an issue with the parameters for this template", httpStatus: 400 },
  133010: { title: 'Account not registered', httpStatus: 400, details: 'The account is not registered.' },
};
