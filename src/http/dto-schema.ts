/**
 * JSON schemas of DTO classes, for the OpenAPI document. They come from the same decorators that validate, so
 * documentation and validation cannot differ.
 */

// @ts-expect-error class-transformer has no types for the storage of @Type
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { innerClass, isNeverNull, type DtoClass, type JsonSchema } from './rule.ts';
import { orNull } from './schemas.ts';

interface ClassSchema {
  readonly properties: Record<string, JsonSchema>;
  readonly required: readonly string[];
}

/** The JSON Schema of the fields of a DTO class, inherited ones included. */
export function classSchema(Dto: DtoClass<object>): ClassSchema {
  const options = {
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: '#/components/schemas/',
  };
  const schema = targetConstructorToSchema(Dto, options) as unknown as Partial<ClassSchema>;
  return { properties: schema.properties ?? {}, required: schema.required ?? [] };
}

/** The classes of a DTO's nested fields. */
export function nestedClasses(Dto: DtoClass<object>): DtoClass<object>[] {
  return Object.keys(classSchema(Dto).properties).flatMap((property) => innerClass(Dto, property) ?? []);
}

/** The schema of a request body: no other fields are allowed, and an optional field may also be null. */
export function bodySchema(Dto: DtoClass<object>): JsonSchema {
  const { properties, required } = classSchema(Dto);
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, required.includes(name) || isNeverNull(Dto, name) ? schema : orNull(schema)] as const,
  );
  return {
    type: 'object',
    properties: Object.fromEntries(fields),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}
