import { ROLE_NAMES } from '../../domain/roles.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { list, object, ref } from '../../http/schemas.ts';

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
  },
  ['bank', 'firm', 'regions'],
);
const pair = {
  accessToken: { type: 'string', description: 'JWT (ES256), to be sent as Authorization: Bearer' },
  expiresIn: { type: 'integer', description: 'seconds' },
  refreshToken: { type: 'string', description: 'can be used once; absent when it is sent as a cookie' },
};

export const authSchemas: Record<string, JsonSchema> = {
  Me: me,
  SignedIn: object({ ...pair, account: ref('Me') }, ['refreshToken']),
  TokenPair: object(pair, ['refreshToken']),
};
