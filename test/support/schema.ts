import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { sharedSchemas } from '../../src/http/schemas.ts';

const ajv = addFormats.default(new Ajv.default({ allErrors: true, allowUnionTypes: true }));
// Holds the schemas that others refer to.
ajv.addKeyword('components');

/** @returns a function that asserts that a body is as the feature's schema of this name says */
export const expectSchemaOf =
  (schemas: Readonly<Record<string, object>>) =>
  (name: string, body: unknown): void => {
    const components = { schemas: { ...sharedSchemas, ...schemas } };
    const valid = ajv.validate({ $ref: `#/components/schemas/${name}`, components }, body);
    expect(valid, `${name}: ${ajv.errorsText()}`).to.equal(true);
  };
