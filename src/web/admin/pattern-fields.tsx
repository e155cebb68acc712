import { Input, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { Field } from '../shared/field.tsx';
import { KIND_LIMITS } from '../shared/kind-rules.ts';
import { useLanguage, useTexts } from '../shared/language.ts';
import { kindTexts } from './kind-texts.ts';
import { patternOf, takerOf, type Kind, type KindForm } from './kind-values.ts';
import { numberFits } from './number-pattern.ts';

/** The form of certificate numbers, and a field that tries it on a number. */
export function PatternFields({
  form,
  known,
  error,
  onChange,
}: {
  form: KindForm;
  known: readonly Kind[];
  error: string | undefined;
  onChange: (more: Pick<KindForm, 'numberPattern'>) => void;
}): ReactNode {
  const t = useTexts(kindTexts);
  const [number, setNumber] = useState('');
  return (
    <>
      <Field label={t.pattern} hint={t.patternHint} error={error}>
        {(control) => (
          <Input
            {...control}
            className="pattern"
            maxLength={KIND_LIMITS.patternMax}
            autoComplete="off"
            spellCheck={false}
            value={form.numberPattern}
            onChange={(event) => onChange({ numberPattern: event.target.value })}
          />
        )}
      </Field>
      <div>
        <Field label={t.tryOut} hint={t.tryHint}>
          {(control) => (
            <Input
              {...control}
              className="pattern"
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <div role="status" className="small">
          {number.trim() !== '' && <Outcome number={number} form={form} known={known} />}
        </div>
      </div>
    </>
  );
}

function Outcome({ number, form, known }: { number: string; form: KindForm; known: readonly Kind[] }): ReactNode {
  const t = useTexts(kindTexts);
  const english = useLanguage() === 'en';
  const pattern = patternOf(form);
  const fits = pattern === '' ? null : numberFits(pattern, number);
  const taker = takerOf(number, form, known);
  // The error at the pattern says what is wrong.
  if (pattern !== '' && fits === null) return null;
  return (
    <>
      <p>
        <Tag color={fits === null ? 'default' : fits ? 'success' : 'warning'}>
          {fits === null ? t.fitsAny : fits ? t.fits : t.fitsNot}
        </Tag>{' '}
        {fits === false && t.fitsNotHint}
      </p>
      {fits !== false && taker !== null && <p>{t.takenBy(english ? taker.nameEn : taker.nameZh)}</p>}
    </>
  );
}
