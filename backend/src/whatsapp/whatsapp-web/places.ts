import type { proto } from 'baileys';
import type { Location } from '#contract/messages';

const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 500;

/** The place a message names, or where somebody was when they began to share where they go; undefined for no place on Earth. */
export function placeIn({ locationMessage, liveLocationMessage }: proto.IMessage): Location | undefined {
  const place = locationMessage ?? liveLocationMessage;
  const latitude = place?.degreesLatitude;
  const longitude = place?.degreesLongitude;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  const { name, address } = locationMessage ?? {};
  return {
    latitude,
    longitude,
    ...(name && { name: name.slice(0, LONGEST_NAME) }),
    ...(address && { address: address.slice(0, LONGEST_ADDRESS) }),
  };
}

export function placeMessage({ latitude, longitude, name, address }: Location): proto.IMessage {
  return {
    locationMessage: {
      degreesLatitude: latitude,
      degreesLongitude: longitude,
      ...(name !== undefined && { name }),
      ...(address !== undefined && { address }),
    },
  };
}
