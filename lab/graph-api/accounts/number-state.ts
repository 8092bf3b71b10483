import type { Callback } from './accounts.ts';

export type QualityRating = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
export type ThroughputLevel = 'STANDARD' | 'HIGH';
export type MessagingLimit = 'TIER_250' | 'TIER_2K' | 'TIER_10K' | 'TIER_100K' | 'TIER_UNLIMITED';

/** What is known of a business number, and kept across restarts. */
export interface NumberState {
  id: string;
  wabaId: string;
  phoneNumber: string;
  displayPhoneNumber: string;
  verifiedName: string;
  /** Whether Meta has approved the name. */
  nameStatus: string;
  codeVerification: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
  quality: QualityRating;
  throughput: ThroughputLevel;
  messagingLimit: MessagingLimit;
  /** Whether it is registered for the Cloud API; without that it sends nothing. */
  isRegistered: boolean;
  refuseMessages: number | undefined;
  /** Goes before the callbacks of account and app. */
  override: Callback | undefined;
}
