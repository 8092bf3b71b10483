/**
 * E.164 digits without the plus sign, as WhatsApp writes them: 7 to 15, the country code first.
 * This file imports nothing, so that the browser bundle carries no schemas.
 */
export const PHONE_NUMBER = /^[1-9]\d{6,14}$/;
