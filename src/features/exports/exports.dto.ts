/**
 * The body that asks for an export link. `filters` is checked in two steps: its form here, its values by the list that
 * is exported.
 */
import { LANGUAGES, type Language } from '../../domain/messages/messages.ts';
import { FILE_FORMATS, type FileFormat } from '../../http/downloads.ts';
import { Word } from '../../http/fields.ts';
import { Optional, rule, type DtoClass } from '../../http/rule.ts';

export type Filters = Record<string, string>;

/** Filters as in the query of the list, as strings. Their values are validated by the DTO class of the list. */
const Filters = (): PropertyDecorator =>
  rule(
    'filters',
    {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      examples: [{ year: '2024', bank: 'ICBC,CCB', state: 'accepted' }],
      description: 'The query parameters of the list or of totals. 与列表查询参数相同。',
    },
    (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { ok: false, code: 'NOT_AN_OBJECT' };
      const entries = Object.entries(value as Record<string, unknown>);
      if (
        !entries.every(
          ([, filter]) => typeof filter === 'string' || typeof filter === 'boolean' || Number.isSafeInteger(filter),
        )
      )
        return { ok: false, code: 'NOT_A_STRING' };
      return {
        ok: true,
        value: Object.assign(
          Object.create(null),
          Object.fromEntries(entries.map(([name, filter]) => [name, String(filter)])),
        ) as Filters,
      };
    },
  );

export interface ExportBody {
  /** Word of an exportable table. */
  what: string;
  format: FileFormat;
  filters?: Filters | null;
  /** The language of the file; by default that of the request. */
  language?: Language | null;
}

/** The class of the body; features say which tables there are. */
export function exportBodyOf(tables: readonly string[]): DtoClass<ExportBody> {
  class ExportBody {
    @Word(tables) what!: string;
    @Word(FILE_FORMATS) format!: FileFormat;
    @Optional() @Filters() filters?: Filters | null;
    @Optional() @Word(LANGUAGES) language?: Language | null;
  }
  return ExportBody;
}
