import type { AuditContext } from '../../data/as-actor.ts';
import type { Incoming } from '../../http/route.ts';

/** The part of a request that sign-in looks at. */
export type Request = Pick<Incoming, 'at' | 'requestId' | 'address' | 'header'>;

export const auditOf = (action: string, { at, requestId }: Request): AuditContext => ({ action, at, requestId });

/** Attempts for one login from one address run one after another. */
export const queueKey = ({ loginKey, address }: { loginKey: string; address: string }): string =>
  `${loginKey}\n${address}`;
