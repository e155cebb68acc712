import {
  KIND_HEADINGS_MAX,
  KIND_POSITION_MAX,
  KIND_VALIDITY_MAX_MONTHS,
  NAME_MAX_CHARACTERS,
  NAME_MIN_CHARACTERS,
  NUMBER_PATTERN_MAX_CHARACTERS,
} from '../../domain/limits.ts';
import { isNumberPattern, VALIDITIES, type Validity } from '../../domain/firm/qualification-kind.ts';
import { List, Text, Whole, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

const Title = (): PropertyDecorator => Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS);

/** A complete kind: an absent field removes the value. */
export class QualificationKindBody {
  @Title() nameZh!: string;
  @Title() nameEn!: string;
  @Title() shortZh!: string;
  @Title() shortEn!: string;
  /** By default 证书编号 behind the short name. */
  @Optional() @Title() numberTitleZh?: string | null;
  @Optional() @Title() numberTitleEn?: string | null;
  /** Of the whole number in upper case: literals, [classes], (alternatives|…) and {n}, which cannot take long to match. */
  @Optional()
  @Text(1, NUMBER_PATTERN_MAX_CHARACTERS, {}, isNumberPattern, '^ZX20[0-9]{2}[0-9]{6}$')
  numberPattern?: string | null;
  @Optional() @List(/^[^\s]{2,50}$/u, KIND_HEADINGS_MAX, '小巨人') headings?: string[] | null;
  @Word(VALIDITIES) validity!: Validity;
  /** With validity `months` only. */
  @Optional() @Whole(1, KIND_VALIDITY_MAX_MONTHS) validityMonths?: number | null;
  @Optional() @Whole(1, KIND_POSITION_MAX) position?: number | null;
}
