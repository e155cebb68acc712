import { ROLE_NAMES } from '../../domain/roles.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { list, object, orNull, page, ref } from '../../http/schemas.ts';

const text = { type: 'string' };

const me = object(
  {
    id: { type: 'string', format: 'uuid' },
    login: text,
    role: { type: 'string', enum: [...ROLE_NAMES] },
    displayName: text,
    bank: { ...ref('CodeAndName'), description: 'of officers' },
    firm: { ...object({ uscc: ref('Uscc'), name: text }), description: 'of firms' },
    regions: { ...list(text), description: 'only for auditors limited to some regions' },
    mustChangePassword: {
      type: 'boolean',
      description:
        'signed in with a one-time password: only this route, changing the password and signing out are allowed',
    },
    secondFactor: { type: 'boolean', description: 'signs in with a second factor' },
    mustEnrolSecondFactor: {
      type: 'boolean',
      description: 'a second factor is required: until it is set up, only that, this route and signing out are allowed',
    },
    session: {
      ...object({ endsAt: ref('Instant'), idleMinutes: { type: 'integer' } }),
      description:
        'the limits of this session: it ends at `endsAt`, or when it makes no request for `idleMinutes`. Requests with the header `Zhidai-Activity: none` do not count',
    },
  },
  ['bank', 'firm', 'regions'],
);
const pair = {
  accessToken: { type: 'string', description: 'JWT (ES256), to be sent as Authorization: Bearer' },
  expiresIn: { type: 'integer', description: 'seconds' },
  refreshToken: { type: 'string', description: 'can be used once; absent when it is sent as a cookie' },
};

const session = object({
  id: { type: 'string', format: 'uuid' },
  device: { type: ['string', 'null'], description: 'browser and system, or program; null when it did not say' },
  address: { type: ['string', 'null'] },
  startedAt: ref('Instant'),
  lastUsedAt: { ...ref('Instant'), description: 'to about half a minute' },
  current: { type: 'boolean', description: 'the session of this request' },
});

export const authSchemas: Record<string, JsonSchema> = {
  Me: me,
  SignedIn: object({ ...pair, account: ref('Me') }, ['refreshToken']),
  TokenPair: object(pair, ['refreshToken']),
  PasswordCheck: object({
    accepted: { type: 'boolean' },
    errors: { ...list(ref('FieldError')), description: 'what to do about it; empty when it is accepted' },
  }),
  SecondFactor: object({
    enabled: { type: 'boolean' },
    required: { type: 'boolean', description: 'by a setting, for the role of this account' },
    since: orNull(ref('Instant')),
    recoveryCodesLeft: { type: 'integer' },
  }),
  SecondFactorEnrolment: object({
    secret: { type: 'string', description: 'base32, to be typed into an authenticator app' },
    uri: { type: 'string', description: '`otpauth://…`, to be shown as a QR code' },
  }),
  RecoveryCodes: object({
    recoveryCodes: { ...list(text), description: 'each works once in place of a code; not returned again' },
  }),
  Session: session,
  SessionList: page(ref('Session')),
  EndedSessions: object({ ended: { type: 'integer' } }),
};
