import type { AuditContext } from '../../data/as-actor.ts';
import { networkOf } from '../../http/client-network.ts';
import type { Limits } from '../../http/limits.ts';
import type { Incoming } from '../../http/route.ts';
import type { Devices } from './device-cookie.ts';
import type { Attempt } from './lockout.ts';

/** The part of a request that sign-in looks at. */
export type Request = Pick<Incoming, 'at' | 'requestId' | 'address' | 'header'>;

export const auditOf = (action: string, { at, requestId }: Request): AuditContext => ({ action, at, requestId });

/** Attempts for one login from one address run one after another. */
export const queueKey = ({ loginKey, address }: { loginKey: string; address: string }): string =>
  `${loginKey}\n${address}`;

/** What counts failures of an attempt: the login, the network of the address, and the device if it is known. */
export const attemptOf = (
  { devices, limits }: { readonly devices: Devices; readonly limits: Pick<Limits, 'settings'> },
  login: string,
  request: Request,
): Attempt => ({
  loginKey: login,
  address: networkOf(request.address),
  device: devices.known(request.header('Cookie'), login, request.at),
  at: request.at,
  maxFailuresOfAddress: limits.settings.failedSignInsPerAddress,
});
