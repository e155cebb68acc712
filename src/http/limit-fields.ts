/**
 * The limits of a programme version as the API takes and answers them, made of the registry of limits. No limit is
 * named here.
 */
import { QUALIFICATION_KIND } from '../domain/filing/status.ts';
import { QUALIFICATION_KINDS_MAX } from '../domain/limits.ts';
import { GRADES } from '../domain/programme/grades.ts';
import { ON_BREACH } from '../domain/programme/limits/limit.ts';
import { LIMIT_ENTRIES, type AnyLimit, type LimitName } from '../domain/programme/limits/registry.ts';
import type { Shape } from '../domain/programme/limits/shapes.ts';
import type { NullableLimits } from '../domain/programme/limits/wire.ts';
import { Amount, Factor, List, Whole, Word } from './fields.ts';
import { Nested, Optional, type DtoClass, type JsonSchema } from './rule.ts';
import { list, object, ref } from './schemas.ts';

/** Maximum by grade; a grade without one is not limited. */
export class GradeAmountsBody {
  @Optional() @Amount() A?: bigint | null;
  @Optional() @Amount() B?: bigint | null;
  @Optional() @Amount() C?: bigint | null;
  @Optional() @Amount() D?: bigint | null;
  @Optional() @Amount() E?: bigint | null;
}

function fieldOf(shape: Shape): PropertyDecorator {
  switch (shape.kind) {
    case 'amount':
      return Amount();
    case 'whole':
      return Whole(shape.min, shape.max);
    case 'word':
      return Word(shape.words);
    case 'factor':
      return Factor();
    case 'amountByGrade':
      return Nested(GradeAmountsBody);
    case 'qualificationKinds':
      return List(QUALIFICATION_KIND, QUALIFICATION_KINDS_MAX, 'high_tech');
  }
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'amount':
      return ref('Amount');
    case 'whole':
      return { type: 'integer', minimum: shape.min, maximum: shape.max };
    case 'word':
      return { type: 'string', enum: [...shape.words] };
    case 'factor':
      return { type: 'string', examples: ['1.5'] };
    case 'amountByGrade':
      return object(Object.fromEntries(GRADES.map((grade) => [grade, ref('Amount')])), GRADES);
    case 'qualificationKinds':
      return list({ type: 'string', pattern: QUALIFICATION_KIND.source });
  }
}

/** The class of a limit: its settings, and whether a filing that breaks it is refused, or flagged for review. */
function limitBody(name: LimitName, { settings }: AnyLimit): DtoClass<object> {
  const Body = class {};
  Object.defineProperty(Body, 'name', { value: `${name[0]!.toUpperCase()}${name.slice(1)}LimitBody` });
  for (const [setting, shape] of Object.entries(settings)) {
    if (shape.optional) Optional()(Body.prototype, setting);
    fieldOf(shape)(Body.prototype, setting);
  }
  Word(ON_BREACH)(Body.prototype, 'onBreach');
  return Body;
}

/** A limit that is absent or null is not set. */
export class LimitsBody {}
export interface LimitsBody extends NullableLimits {}
for (const [name, limit] of LIMIT_ENTRIES) {
  Optional()(LimitsBody.prototype, name);
  Nested(limitBody(name, limit))(LimitsBody.prototype, name);
}

/** What is answered of each limit, by its name. */
export const LIMIT_SCHEMAS: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  LIMIT_ENTRIES.map(([name, { title, settings }]) => [
    name,
    {
      ...object(
        {
          ...Object.fromEntries(Object.entries(settings).map(([setting, shape]) => [setting, schemaOf(shape)])),
          onBreach: { type: 'string', enum: [...ON_BREACH] },
        },
        Object.keys(settings).filter((setting) => settings[setting]!.optional),
      ),
      description: `${title.en} ${title['zh-CN']}`,
    },
  ]),
);
