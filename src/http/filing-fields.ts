/**
 * The fields of a filing in request bodies, from domain/filing/fields.ts. A new kind of value needs its rule here.
 */
import { describeField, FILING_FIELD_NAMES, type FilingField, type ValueRule } from '../domain/filing/fields.ts';
import { numberKey } from '../domain/values/text.ts';
import { Amount, DayField, Flag, Form, Rate, Text, Uscc, Word } from './fields.ts';
import { Optional, type DtoClass } from './rule.ts';

export const REGION_CODE = /^[0-9]{6}$/;

/** The decorator that validates and parses a value in JSON. */
function ruleOf(value: ValueRule): PropertyDecorator {
  switch (value.kind) {
    case 'uscc':
      return Uscc();
    case 'region':
      return Form(REGION_CODE, 6, '430211');
    case 'text':
      return Text(value.min, value.max);
    case 'reference':
      return Text(1, value.max, {}, (text) => numberKey(text) !== '');
    case 'filing':
      return Text(1, value.max);
    case 'amount':
      return Amount();
    case 'rate':
      return Rate();
    case 'day':
      return DayField();
    case 'boolean':
      return Flag();
    case 'word':
      return Word(value.words);
  }
}

/**
 * Adds fields of a filing to a DTO class, all of them by default. The rule of a field must be applied before the
 * decorator for its absence.
 */
export function withFilingFields<T>(
  Dto: DtoClass<object>,
  whenRequired?: PropertyDecorator,
  fields: readonly FilingField[] = FILING_FIELD_NAMES,
): DtoClass<T> {
  for (const name of fields) {
    const { value, required } = describeField(name);
    ruleOf(value)(Dto.prototype as object, name);
    (required ? whenRequired : (Optional() as PropertyDecorator))?.(Dto.prototype as object, name);
  }
  return Dto as DtoClass<T>;
}
