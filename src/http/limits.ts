/**
 * Limits per account and per address. All are counted in the memory of this process: an ordinary request costs no round
 * trip more, and several processes allow as many times more. Failed sign-ins are counted in the database
 * (features/auth/lockout.ts).
 */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import * as defaults from '../domain/limits.ts';
import { networkOf } from './client-network.ts';
import { createSlots, tooManyRequests, type Slots } from './slots.ts';

/** What an operator may set. */
export interface LimitSettings {
  readonly requestsPerAccount: number;
  readonly requestsPerAddress: number;
  readonly signInsPerAddress: number;
  readonly failedSignInsPerAddress: number;
  readonly totalsPerAccount: number;
  readonly eventStreamsPerAccount: number;
  readonly uploadsPerAccount: number;
  readonly exportsPerAccount: number;
}

export const DEFAULT_LIMITS: LimitSettings = {
  requestsPerAccount: defaults.REQUESTS_PER_ACCOUNT_PER_MINUTE,
  requestsPerAddress: defaults.REQUESTS_PER_ADDRESS_PER_MINUTE,
  signInsPerAddress: defaults.SIGN_INS_PER_ADDRESS_PER_MINUTE,
  failedSignInsPerAddress: defaults.LOGIN_FAILURES_MAX_PER_NETWORK,
  totalsPerAccount: defaults.TOTALS_PER_ACCOUNT_PER_MINUTE,
  eventStreamsPerAccount: defaults.EVENT_STREAMS_PER_ACCOUNT,
  uploadsPerAccount: defaults.UPLOADS_PER_ACCOUNT,
  exportsPerAccount: defaults.EXPORTS_PER_ACCOUNT,
};

/** Counts something. @throws Problem TOO_MANY_REQUESTS with Retry-After when there was too much of it */
type Count = (key: string) => Promise<void>;

export interface Limits {
  readonly settings: LimitSettings;
  readonly requestOfAccount: Count;
  /** By address: those of one IPv6 network of 64 bits count together. */
  readonly requestOfAddress: Count;
  readonly signInOfAddress: Count;
  /** Totals of an account that are not answered from the cache; `totals` limits those under way at the same time. */
  readonly totalsOfAccount: Count;
  /** Checks of verification codes, which are public. */
  readonly verificationOfAddress: Count;
  readonly totals: Slots;
  readonly eventStreams: Slots;
  readonly uploads: Slots;
  readonly exports: Slots;
}

export function createLimits(given: Partial<LimitSettings> = {}): Limits {
  const settings = { ...DEFAULT_LIMITS, ...given };
  const inTurn = {
    atOnce: Infinity,
    waiting: defaults.WAITING_FOR_SLOT_MAX,
    waitMs: defaults.WAIT_FOR_SLOT_MAX_SECONDS * 1000,
  };
  return {
    settings,
    requestOfAccount: perMinute(settings.requestsPerAccount),
    requestOfAddress: byNetwork(perMinute(settings.requestsPerAddress)),
    signInOfAddress: byNetwork(perMinute(settings.signInsPerAddress)),
    totalsOfAccount: perMinute(settings.totalsPerAccount),
    verificationOfAddress: byNetwork(perMinute(defaults.VERIFICATIONS_PER_ADDRESS_PER_MINUTE)),
    totals: createSlots({ ...inTurn, perKey: defaults.TOTALS_AT_ONCE_PER_ACCOUNT }),
    eventStreams: createSlots({ ...inTurn, perKey: settings.eventStreamsPerAccount }),
    uploads: createSlots({ ...inTurn, perKey: settings.uploadsPerAccount }),
    exports: createSlots({ ...inTurn, atOnce: defaults.DOWNLOADS_AT_ONCE, perKey: settings.exportsPerAccount }),
  };
}

const byNetwork =
  (count: Count): Count =>
  (address) =>
    count(networkOf(address));

function perMinute(points: number): Count {
  const limiter = new RateLimiterMemory({ points, duration: 60 });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      throw tooManyRequests(Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000)));
    }
  };
}
