/**
 * Validation of requests: decorators that tie a parse function and a JSON schema to a field of a DTO class. Rules of
 * particular fields are in fields.ts; this file is the mechanism that they share.
 */
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
import type { FieldError } from '../domain/filing/findings.ts';

/** The result of a rule: the parsed value, or an error code. */
export type Parsed =
  { ok: true; value: unknown } | { ok: false; code: ErrorCode; params?: Record<string, string | number> };
export type DtoClass<T> = new () => T;
export type JsonSchema = Record<string, unknown>;

const parsersOf: OfFields<(value: unknown) => Parsed> = new WeakMap();
const PREFIX = 'fault:';

/**
 * A decorator that defines a field: a parse function validates and converts its value, a JSON Schema describes it.
 * class-validator runs the function, the OpenAPI document contains the schema.
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
    setMetadata(parsersOf, target.constructor, property, parse);
    validate(target, property);
    describe(target, property);
  };
}

const innersOf: OfFields<DtoClass<object>> = new WeakMap();

/** A decorator for an object that another DTO class describes. */
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
  // @Type is for the OpenAPI document.
  const decorators = [Type(() => Inner), ValidateNested(), isObject];
  return (target, property) => {
    setMetadata(innersOf, target.constructor, property, Inner);
    decorators.forEach((decorate) => decorate(target, property as string));
  };
}

/**
 * A list of objects that another DTO class describes. Its items are not validated here: the handler validates them one by
 * one, with `inspect`, so that one invalid item does not refuse the others.
 */
export function ListOf(Inner: DtoClass<object>, maxItems: number, description: string): PropertyDecorator {
  const items = { $ref: `#/components/schemas/${Inner.name}` };
  const schema = { type: 'array', minItems: 1, maxItems, items, description };
  const isList = rule('listOf', schema, (value) => {
    if (!Array.isArray(value)) return { ok: false, code: 'NOT_AN_ARRAY' };
    if (value.length === 0) return { ok: false, code: 'TOO_SMALL', params: { min: 1 } };
    return value.length > maxItems ? { ok: false, code: 'TOO_LARGE', params: { max: maxItems } } : { ok: true, value };
  });
  return (target, property) => {
    setMetadata(innersOf, target.constructor, property, Inner);
    isList(target, property);
  };
}

/** An object that another DTO class describes, and the handler validates, with `inspect`: to add errors of its own to those. */
export function ObjectOf(Inner: DtoClass<object>, description: string): PropertyDecorator {
  const schema = { allOf: [{ $ref: `#/components/schemas/${Inner.name}` }], description };
  const isObject = rule('objectOf', schema, (value) =>
    isPlainObject(value) ? { ok: true, value } : { ok: false, code: 'NOT_AN_OBJECT' },
  );
  return (target, property) => {
    setMetadata(innersOf, target.constructor, property, Inner);
    setMetadata(validatedApart, target.constructor, property, true);
    isObject(target, property);
  };
}
const validatedApart: OfFields<true> = new WeakMap();

/** The field may be absent or null, which are equivalent. */
export const Optional = IsOptional;

const neverNull: OfFields<true> = new WeakMap();

/** The field may be absent, which leaves it unchanged, but not null. */
export function Unchanged(): PropertyDecorator {
  return (target, property) => {
    ValidateIf((_object, value) => value !== undefined)(target, property as string);
    setMetadata(neverNull, target.constructor, property, true);
  };
}

export const isNeverNull = (Dto: DtoClass<object>, property: string): boolean =>
  metadataOf(neverNull, Dto, property) === true;

export interface Inspected<T> {
  /** The valid fields, parsed; complete if there are no errors. */
  readonly value: Partial<T>;
  readonly errors: readonly FieldError[];
}

/** Validates JSON (or a query) by a DTO class. Reports the errors of all fields. */
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

/** Metadata of fields, by declaring class (which may be a parent) and field. */
type OfFields<T> = WeakMap<object, Map<string, T>>;

function setMetadata<T>(store: OfFields<T>, Dto: object, property: string | symbol, value: T): void {
  store.set(Dto, (store.get(Dto) ?? new Map<string, T>()).set(String(property), value));
}

function metadataOf<T>(store: OfFields<T>, Dto: object, property: string): T | undefined {
  for (
    let declaring: object | null = Dto;
    declaring !== null;
    declaring = Object.getPrototypeOf(declaring) as object | null
  ) {
    const value = store.get(declaring)?.get(property);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The class of a nested field. */
export const innerClass = (Dto: DtoClass<object>, property: string): DtoClass<object> | undefined =>
  metadataOf(innersOf, Dto, property);

function parsed(Dto: Function, property: string, given: unknown): unknown {
  const result = metadataOf(parsersOf, Dto, property)?.(given);
  if (result) return result.ok ? result.value : undefined;
  // A nested DTO: its fields are parsed in the same way.
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

/** Keys that exist on every object. */
const isReserved = (key: string): boolean => key === 'prototype' || key in Object.prototype;

const isField = (Dto: DtoClass<object>, key: string): boolean =>
  metadataOf(parsersOf, Dto, key) !== undefined || innerClass(Dto, key) !== undefined;

/**
 * Creates instances of the class and its nested classes. Reports unknown fields, and reserved keys, which could reach a
 * prototype, as unknown fields.
 *
 * @param checked whether the fields are checked with the whole: not those of a list's items, see `ListOf`
 */
function instanceOf<T extends object>(
  Dto: DtoClass<T>,
  raw: Record<string, unknown>,
  prefix: string,
  errors: FieldError[],
  checked = true,
): T {
  const instance = Object.create(Dto.prototype as object) as Record<string, unknown>;
  // Reported here and not by class-validator, which takes ten times as long for a field that it does not know.
  const known = checked && Dto !== (Object as unknown) ? (key: string) => isField(Dto, key) : null;
  for (const key of Object.keys(raw)) {
    if (isReserved(key) || (known !== null && !known(key))) errors.push({ path: prefix + key, code: 'UNKNOWN_FIELD' });
    else if (metadataOf(validatedApart, Dto, key)) instance[key] = raw[key];
    else instance[key] = withoutReserved(innerClass(Dto, key), raw[key], `${prefix}${key}.`, errors);
  }
  return instance as T;
}

function withoutReserved(
  Dto: DtoClass<object> | undefined,
  value: unknown,
  prefix: string,
  errors: FieldError[],
  checked = true,
): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => withoutReserved(Dto, item, `${prefix}${index}.`, errors, false));
  return isPlainObject(value) ? instanceOf(Dto ?? Object, value, prefix, errors, checked) : value;
}
