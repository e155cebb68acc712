import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsOptional,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import type { ErrorCode } from '../domain/messages/codes.ts';
import type { FieldError } from '../domain/filing/draft.ts';

/** What a rule makes of a raw value: what the handler gets, or what is wrong with it. */
export type Parsed =
  { ok: true; value: unknown } | { ok: false; code: ErrorCode; params?: Record<string, string | number> };
export type DtoClass<T> = new () => T;
export type JsonSchema = Record<string, unknown>;

const parsersOf: OfFields<(value: unknown) => Parsed> = new WeakMap();
const PREFIX = 'fault:';

/**
 * A field rule: one parse function says what the value must be, what comes of it, and its JSON Schema. class-validator
 * runs it, the OpenAPI document prints it; there is no second description.
 */
export function rule(name: string, schema: JsonSchema, parse: (value: unknown) => Parsed): PropertyDecorator {
  const guarded = (value: unknown): Parsed =>
    value === undefined || value === null ? { ok: false, code: 'REQUIRED' } : parse(value);
  const validate = ValidateBy({
    name,
    validator: {
      validate: (value) => guarded(value).ok,
      defaultMessage: (args) => {
        const parsed = guarded(args?.value);
        return PREFIX + JSON.stringify(parsed.ok ? {} : { code: parsed.code, params: parsed.params });
      },
    },
  });
  const describe = JSONSchema(schema) as PropertyDecorator;
  return (target, property) => {
    keep(parsersOf, target.constructor, property, parse);
    validate(target, property);
    describe(target, property);
  };
}

const innersOf: OfFields<DtoClass<object>> = new WeakMap();

/** An object with fields of its own, which another DTO class describes. */
export function Nested(Inner: DtoClass<object>): PropertyDecorator {
  const isObject = ValidateBy({
    name: 'nested',
    validator: {
      validate: isPlainObject,
      defaultMessage: (args) =>
        PREFIX +
        JSON.stringify({ code: args?.value === undefined || args.value === null ? 'REQUIRED' : 'NOT_AN_OBJECT' }),
    },
  });
  // @Type tells the OpenAPI document.
  const decorators = [Type(() => Inner), ValidateNested(), isObject];
  return (target, property) => {
    keep(innersOf, target.constructor, property, Inner);
    decorators.forEach((decorate) => decorate(target, property as string));
  };
}

/**
 * A list of objects that another DTO class describes. Its items are not checked here: whoever takes them does so one by
 * one, with `inspect`, because one may be wrong without the others.
 */
export function ListOf(Inner: DtoClass<object>, maxItems: number): PropertyDecorator {
  const schema = { type: 'array', minItems: 1, maxItems, items: { $ref: `#/components/schemas/${Inner.name}` } };
  const isList = rule('listOf', schema, (value) => {
    if (!Array.isArray(value)) return { ok: false, code: 'NOT_AN_ARRAY' };
    if (value.length === 0) return { ok: false, code: 'TOO_SMALL', params: { min: 1 } };
    return value.length > maxItems ? { ok: false, code: 'TOO_LARGE', params: { max: maxItems } } : { ok: true, value };
  });
  return (target, property) => {
    keep(innersOf, target.constructor, property, Inner);
    isList(target, property);
  };
}

/** The field may be absent, or null, which says the same. */
export const Optional = IsOptional;

const neverNull: OfFields<true> = new WeakMap();

/** The field may be absent: then what there is stands. It has to be something, so it cannot be null. */
export function Unchanged(): PropertyDecorator {
  return (target, property) => {
    ValidateIf((_object, value) => value !== undefined)(target, property as string);
    keep(neverNull, target.constructor, property, true);
  };
}

export const isNeverNull = (Dto: DtoClass<object>, property: string): boolean =>
  keptOf(neverNull, Dto, property) === true;

export interface Inspected<T> {
  /** The fields that are right, parsed. Complete when there are no errors. */
  readonly value: Partial<T>;
  readonly errors: readonly FieldError[];
}

/** Checks a parsed JSON value (or query) against a DTO class and reports every bad field at once. */
export function inspect<T extends object>(Dto: DtoClass<T>, raw: unknown): Inspected<T> {
  if (!isPlainObject(raw)) return { value: {}, errors: [{ path: '', code: 'NOT_AN_OBJECT' }] };
  const errors: FieldError[] = [];
  const instance = instanceOf(Dto, raw, '', errors);
  const failures = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  });
  collect(failures, '', errors);
  const bad = new Set(failures.map((failure) => failure.property));
  const value: Record<string, unknown> = {};
  for (const [property, given] of Object.entries(instance)) {
    if (bad.has(property) || given === undefined) continue;
    value[property] = given === null ? null : parsed(Dto, property, given);
  }
  return { value: value as Partial<T>, errors };
}

/** What is known of the fields of a class is kept under the class that declares them, which may be a parent. */
type OfFields<T> = WeakMap<object, Map<string, T>>;

function keep<T>(kept: OfFields<T>, Dto: object, property: string | symbol, what: T): void {
  kept.set(Dto, (kept.get(Dto) ?? new Map<string, T>()).set(String(property), what));
}

function keptOf<T>(kept: OfFields<T>, Dto: object, property: string): T | undefined {
  for (
    let declaring: object | null = Dto;
    declaring !== null;
    declaring = Object.getPrototypeOf(declaring) as object | null
  ) {
    const what = kept.get(declaring)?.get(property);
    if (what !== undefined) return what;
  }
  return undefined;
}

/** The class of a nested field. */
export const innerClass = (Dto: DtoClass<object>, property: string): DtoClass<object> | undefined =>
  keptOf(innersOf, Dto, property);

function parsed(Dto: Function, property: string, given: unknown): unknown {
  const result = keptOf(parsersOf, Dto, property)?.(given);
  if (result) return result.ok ? result.value : undefined;
  // A nested DTO: the same for its own fields.
  if (typeof given === 'object' && given !== null) {
    const inner: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(given)) {
      if (value !== undefined) inner[key] = value === null ? null : parsed(given.constructor, key, value);
    }
    return inner;
  }
  return given;
}

function collect(failures: readonly ValidationError[], prefix: string, errors: FieldError[]): void {
  for (const failure of failures) {
    const path = prefix + failure.property;
    const message = Object.values(failure.constraints ?? {})[0];
    if (message?.startsWith(PREFIX)) {
      const { code, params } = JSON.parse(message.slice(PREFIX.length)) as {
        code: ErrorCode;
        params?: Record<string, string>;
      };
      errors.push({ path, code, ...(params ? { params } : {}) });
    } else if (failure.constraints?.['whitelistValidation'] !== undefined) {
      errors.push({ path, code: 'UNKNOWN_FIELD' });
    } else if (message !== undefined) {
      errors.push({ path, code: 'NOT_AN_OBJECT' });
    }
    if (failure.children?.length) collect(failure.children, `${path}.`, errors);
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys that mean something to every object. */
const isTrap = (key: string): boolean => key === 'prototype' || key in Object.prototype;

/** The object as one of its class, nested ones too, without keys that would reach for a prototype; each is reported as the unknown field that it is. */
function instanceOf<T extends object>(
  Dto: DtoClass<T>,
  raw: Record<string, unknown>,
  prefix: string,
  errors: FieldError[],
): T {
  const instance = Object.create(Dto.prototype as object) as Record<string, unknown>;
  for (const key of Object.keys(raw)) {
    if (isTrap(key)) errors.push({ path: prefix + key, code: 'UNKNOWN_FIELD' });
    else instance[key] = withoutTraps(innerClass(Dto, key), raw[key], `${prefix}${key}.`, errors);
  }
  return instance as T;
}

function withoutTraps(
  Dto: DtoClass<object> | undefined,
  value: unknown,
  prefix: string,
  errors: FieldError[],
): unknown {
  if (Array.isArray(value)) return value.map((item, index) => withoutTraps(Dto, item, `${prefix}${index}.`, errors));
  return isPlainObject(value) ? instanceOf(Dto ?? Object, value, prefix, errors) : value;
}
