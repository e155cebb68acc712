import { AWAITING, CONFIRMATIONS } from '../../domain/account/confirmation.ts';
import { HOLIDAY_KINDS } from '../../domain/programme/working-days.ts';
import { ROLE_NAMES } from '../../domain/roles.ts';
import { LIMIT_SCHEMAS } from '../../http/limit-fields.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { list, object, orNull, page, ref } from '../../http/schemas.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const flag = { type: 'boolean' };

const account = {
  id: { type: 'string', format: 'uuid' },
  login: text,
  role: { type: 'string', enum: [...ROLE_NAMES] },
  displayName: text,
  bank: { ...ref('CodeAndName'), description: 'of officers' },
  firm: { ...object({ uscc: ref('Uscc'), name: text }), description: 'of firms' },
  regions: { ...list(text), description: 'only for auditors limited to some regions' },
  disabled: flag,
  mustChangePassword: flag,
  secondFactor: { ...flag, description: 'signs in with a second factor' },
  passwordChangedAt: ref('Instant'),
  version: whole,
  confirmation: {
    ...ref('AccountConfirmation'),
    description: 'of accounts that take two people where duties are separate',
  },
};
const PLACE_OPTIONAL = ['bank', 'firm', 'regions', 'confirmation'];

const personOrNull = orNull(object({ login: text, displayName: text }));

export const adminSchemas: Record<string, JsonSchema> = {
  Account: object(account, PLACE_OPTIONAL),
  AccountConfirmation: object(
    {
      state: {
        type: 'string',
        enum: [...CONFIRMATIONS],
        description:
          'one_person: duties are not separate; hand_over: opened by the administrator whose duties were separated; command: reset on the server',
      },
      awaits: {
        type: ['string', 'null'],
        enum: [...AWAITING, null],
        description: 'what is to be confirmed; all but regions keep the account disabled until then',
      },
      regions: { ...orNull(list(text)), description: 'the regions asked for; null: all. Only where these are awaited' },
      askedBy: personOrNull,
      askedAt: orNull(ref('Instant')),
      confirmedBy: personOrNull,
    },
    ['regions'],
  ),
  Duties: object({
    separate: { ...flag, description: 'no account may have two duties of administration' },
    handingOver: { ...flag, description: 'the caller had all duties and may only open accounts of the three' },
    roles: {
      ...list({ type: 'string', enum: [...ROLE_NAMES] }),
      description: 'of accounts that the caller may create',
    },
    twoPeople: {
      ...list({ type: 'string', enum: [...ROLE_NAMES] }),
      description: 'of accounts that another security administrator must confirm; empty where duties are not separate',
    },
  }),
  AccountList: page(ref('Account')),
  NewAccount: object(
    {
      ...account,
      oneTimePassword: {
        type: 'string',
        description:
          'returned once: absent in a replayed answer (reset-password creates another one), and where another person has yet to confirm',
      },
    },
    [...PLACE_OPTIONAL, 'oneTimePassword'],
  ),
  Place: object({
    code: text,
    name: text,
    validFrom: orNull({ type: 'string', format: 'date' }),
    validTo: orNull({ type: 'string', format: 'date' }),
    version: whole,
  }),
  PlaceList: page(ref('Place')),
  ProgrammeRule: object({
    code: text,
    name: text,
    regionPrefix: { type: 'string', pattern: '^[0-9]{0,6}$' },
    validFrom: ref('Day'),
    validTo: orNull(ref('Day')),
    reviewAll: flag,
    limits: {
      ...object(LIMIT_SCHEMAS, Object.keys(LIMIT_SCHEMAS)),
      description: 'a limit that is left out is not set: it checks nothing',
    },
    version: whole,
  }),
  ProgrammeRuleList: page(ref('ProgrammeRule')),
  Lpr: object({
    date: { ...ref('Day'), description: 'in force from this day until the next' },
    oneYear: ref('Rate'),
    fiveYear: orNull(ref('Rate')),
    version: whole,
  }),
  Holiday: object({
    date: { ...ref('Day'), description: 'the first day' },
    to: { ...ref('Day'), description: 'the last day, inclusive' },
    kind: {
      type: 'string',
      enum: [...HOLIDAY_KINDS],
      description:
        'off: days off; working: weekend days that are worked instead (调休). Working wins where both cover a day',
    },
    name: text,
    source: { type: ['string', 'null'], description: 'the document' },
    version: whole,
  }),
  HolidayTable: object({
    checkedUntil: { ...orNull(ref('Day')), description: 'the last day whose arrangement is entered' },
    items: list(ref('Holiday')),
    nextCursor: orNull({ type: 'string' }),
  }),
  LprTable: object({
    checkedUntil: orNull(ref('Day')),
    items: list(ref('Lpr')),
    nextCursor: orNull({ type: 'string' }),
  }),
};
