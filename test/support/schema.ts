import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';

const ajv = addFormats.default(new Ajv.default({ allErrors: true, allowUnionTypes: true }));

/** @returns a function that asserts that a body is as the feature's schema of this name says */
export const expectSchemaOf =
  (schemas: Readonly<Record<string, object>>) =>
  (name: string, body: unknown): void => {
    const valid = ajv.validate(schemas[name]!, body);
    expect(valid, `${name}: ${ajv.errorsText()}`).to.equal(true);
  };
