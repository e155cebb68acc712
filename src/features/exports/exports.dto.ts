/**
 * The body that asks for an export link. `filters` is checked in two steps: its form here, its values by the list that
 * is exported.
 */
import { LANGUAGES, type Language } from '../../domain/messages/messages.ts';
import { FILE_FORMATS, type FileFormat } from '../../http/downloads.ts';
import { Word } from '../../http/fields.ts';
import { Filters } from '../../http/filters.ts';
import { Optional, type DtoClass } from '../../http/rule.ts';

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
