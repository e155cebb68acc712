/**
 * The inputs of a filing. Optional text fields appear by themselves (domain/filing/fields.ts); a field of another kind
 * gets its control here.
 */
import { Button, Checkbox, Input, Space } from 'antd';
import type { ReactNode } from 'react';
import { useRegions } from '../records/use-places.ts';
import { Choice } from '../shared/choice.tsx';
import { DayInput } from '../shared/day-input.tsx';
import { today } from '../shared/days.ts';
import { Field, type ControlProps } from '../shared/field.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { amountInWords, parseAmount, amountInput } from '../shared/money.ts';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { LENGTHS, OPTIONAL_TEXTS, parseDue, type FilingField, type FilingForm } from './filing-form.ts';
import { FirmField } from './firm-field.tsx';
import { texts } from './texts.ts';

/** Longer texts have a row of the form for themselves. */
const SHORT_TEXT_MAX_CHARACTERS = 200;
const isLong = (field: FilingField): boolean => (LENGTHS.get(field) ?? 0) > SHORT_TEXT_MAX_CHARACTERS;
const LONG_TEXTS = OPTIONAL_TEXTS.filter(isLong);
const SHORT_TEXTS = OPTIONAL_TEXTS.filter((field) => !isLong(field));

export interface FieldsProps {
  readonly form: FilingForm;
  readonly errors: Partial<Record<FilingField, ReactNode>>;
  readonly change: (part: Partial<FilingForm>) => void;
  /** For amendments: the firm stays, and this text says so; its name as filed can be changed. */
  readonly fixedFirm?: string;
  /** The field lost the focus; its error may be shown. */
  readonly onLeave: (field: FilingField) => void;
}

/** The fields of a filing, in the order of the loan documents. */
export function FilingFields(props: FieldsProps): ReactNode {
  const t = useTexts(texts);
  return (
    <>
      <Section title={t.firmSection}>
        <div className="grid">
          <FirmPart {...props} />
          <DaysPart {...props} />
        </div>
      </Section>
      <Section title={t.moneySection}>
        <div className="grid">
          <MoneyPart {...props} />
        </div>
      </Section>
      <Section title={t.contractSection}>
        <div className="grid">
          <TextField {...props} field="contractNo" required />
          <TextField {...props} field="receiptNo" required />
        </div>
      </Section>
      <Section title={t.moreSection}>
        <div className="grid">
          <MorePart {...props} />
        </div>
      </Section>
    </>
  );
}

function TextField({
  form,
  errors,
  change,
  onLeave,
  field,
  required = false,
  hint,
  className,
}: FieldsProps & {
  field: 'contractNo' | 'receiptNo' | 'renewalOf' | 'uscc' | 'firmName' | (typeof OPTIONAL_TEXTS)[number];
  required?: boolean;
  hint?: string;
  className?: string;
}): ReactNode {
  const names = useTexts(filingTexts).fields;
  return (
    <Field
      label={names[field] ?? field}
      required={required}
      error={errors[field]}
      {...(hint === undefined ? {} : { hint })}
      {...(className === undefined ? {} : { className })}
    >
      {(control) => (
        <Input
          {...control}
          name={field}
          autoComplete="off"
          spellCheck={false}
          maxLength={1200}
          value={form[field]}
          onChange={(event) => change({ [field]: event.target.value })}
          onBlur={() => onLeave(field)}
        />
      )}
    </Field>
  );
}

/** The firm: picked from the registry, or entered by hand. */
function FirmPart(props: FieldsProps): ReactNode {
  const { form, errors, change, fixedFirm } = props;
  const t = useTexts(texts);
  const changeFirm = (part: Partial<FilingForm>): void => {
    change(part);
    // The focus moves to the field that replaces this one.
    setTimeout(() =>
      document
        .querySelector<HTMLInputElement>(
          part.byHand === true ? 'input[name=uscc]' : part.uscc === '' ? 'input[name=firm]' : 'input[name=disbursedOn]',
        )
        ?.focus(),
    );
  };
  if (fixedFirm !== undefined)
    return (
      <>
        <div className="picked-firm">
          <div>
            <strong>{form.uscc}</strong>
            <span className="secondary">{fixedFirm}</span>
          </div>
        </div>
        <TextField {...props} field="firmName" required />
        <RegionField {...props} />
      </>
    );
  if (!form.byHand && form.uscc === '') {
    return (
      <FirmField
        error={errors.uscc as string | undefined}
        onPick={(firm) =>
          changeFirm({ uscc: firm.uscc, firmName: firm.name, regionCode: firm.region?.code ?? '', byHand: false })
        }
        onByHand={(typed) =>
          changeFirm(
            /^[0-9A-Za-z]{9,}$/.test(typed)
              ? { byHand: true, uscc: typed.toUpperCase() }
              : { byHand: true, uscc: '', firmName: /[^\x20-\x7e]/.test(typed) ? typed : '' },
          )
        }
      />
    );
  }
  const chooseAgain = (
    <Button type="link" onClick={() => changeFirm({ uscc: '', firmName: '', regionCode: '', byHand: false })}>
      {form.byHand ? t.firmFromList : t.firmChange}
    </Button>
  );
  if (form.byHand) {
    return (
      <>
        <TextField {...props} field="uscc" required />
        <TextField {...props} field="firmName" required />
        <RegionField {...props} />
        <div className="field-foot">{chooseAgain}</div>
      </>
    );
  }
  return (
    <>
      <div className={errors.uscc === undefined && errors.firmName === undefined ? 'picked-firm' : 'picked-firm wrong'}>
        <div>
          <strong>{form.firmName}</strong>
          <span className="secondary">{form.uscc}</span>
        </div>
        {chooseAgain}
      </div>
      {errors.uscc !== undefined && <p className="error-text wide">{errors.uscc}</p>}
      {errors.firmName !== undefined && <p className="error-text wide">{errors.firmName}</p>}
      <RegionField {...props} />
    </>
  );
}

function RegionField({ form, errors, change, onLeave }: FieldsProps): ReactNode {
  const names = useTexts(filingTexts).fields;
  const query = useRegions();
  const day = parseDue(form.disbursedOn, form.disbursedOn) ?? today();
  const regions = (query.data ?? []).filter(
    ({ code, validFrom, validTo }) =>
      code === form.regionCode || ((validFrom ?? '') <= day && day <= (validTo ?? '9999')),
  );
  return (
    <Field label={names['regionCode'] ?? ''} required error={errors.regionCode}>
      {(control) => (
        <Choice
          control={control}
          disabled={query.isPending}
          value={form.regionCode}
          options={regions.map(({ code, name }) => [code, name])}
          onChange={(regionCode) => change({ regionCode })}
          onBlur={() => onLeave('regionCode')}
        />
      )}
    </Field>
  );
}

function DaysPart({ form, errors, change, onLeave }: FieldsProps): ReactNode {
  const t = useTexts(texts);
  const names = useTexts(filingTexts).fields;
  return (
    <>
      <Field label={names['disbursedOn'] ?? ''} required error={errors.disbursedOn} hint={t.days}>
        {(control) => (
          <DayInput
            control={control}
            name="disbursedOn"
            value={form.disbursedOn}
            onChange={(disbursedOn) => change({ disbursedOn })}
            onBlur={() => onLeave('disbursedOn')}
          />
        )}
      </Field>
      <Field label={names['dueOn'] ?? ''} required error={errors.dueOn} hint={t.dueHint}>
        {(control) => (
          <DayInput
            control={control}
            name="dueOn"
            value={form.dueOn}
            read={(text) => parseDue(text, form.disbursedOn)}
            onChange={(dueOn) => change({ dueOn })}
            onBlur={() => onLeave('dueOn')}
          />
        )}
      </Field>
    </>
  );
}

function MoneyPart({ form, errors, change, onLeave }: FieldsProps): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const names = useTexts(filingTexts).fields;
  const typed = parseAmount(form.amount, form.unit);
  const changeUnit = (unit: FilingForm['unit']): void => {
    const read = parseAmount(form.amount, form.unit);
    // Converts a valid amount to the other unit; other text stays as typed.
    change({ unit, ...(read.ok ? { amount: amountInput(read.fen, unit) } : {}) });
  };
  const input = (control: ControlProps): ReactNode => (
    <Space.Compact block>
      <Input
        {...control}
        name="amount"
        className="number-input"
        inputMode="decimal"
        autoComplete="off"
        maxLength={30}
        value={form.amount}
        onChange={(event) => change({ amount: event.target.value })}
        onBlur={() => onLeave('amount')}
      />
      <Choice
        control={{ 'aria-label': t.unit }}
        className="unit"
        value={form.unit}
        options={[
          ['wan', c.wan],
          ['yuan', c.yuan],
        ]}
        onChange={changeUnit}
      />
    </Space.Compact>
  );
  return (
    <>
      <Field
        label={names['amount'] ?? ''}
        required
        error={errors.amount}
        hint={
          typed.ok ? (
            <output className="in-words" lang="zh-CN">
              {amountInWords(typed.fen)}
            </output>
          ) : form.unit === 'wan' ? (
            t.wanHint
          ) : (
            t.yuanHint
          )
        }
      >
        {input}
      </Field>
      <Field label={`${names['annualRate'] ?? ''} (%)`} required error={errors.annualRate} hint={t.rateHint}>
        {(control) => (
          <Input
            {...control}
            name="annualRate"
            className="number-input"
            inputMode="decimal"
            autoComplete="off"
            maxLength={12}
            value={form.annualRate}
            onChange={(event) => change({ annualRate: event.target.value })}
            onBlur={() => onLeave('annualRate')}
          />
        )}
      </Field>
    </>
  );
}

function MorePart(props: FieldsProps): ReactNode {
  const { form, errors, change, onLeave } = props;
  const t = useTexts(texts);
  const f = useTexts(filingTexts);
  const select = (
    field: 'guarantee' | 'knowledgeGrade' | 'firstLoan',
    label: string,
    options: readonly (readonly [value: string, text: string])[],
  ): ReactNode => (
    <Field label={label} error={errors[field]}>
      {(control) => (
        <Choice<string>
          control={control}
          value={form[field]}
          options={options}
          onChange={(value) => change({ [field]: value })}
          onBlur={() => onLeave(field)}
        />
      )}
    </Field>
  );
  return (
    <>
      {select('guarantee', f.fields['guarantee'] ?? '', [
        ['credit', f.guarantees['credit'] ?? ''],
        ['guaranteed_credit', f.guarantees['guaranteed_credit'] ?? ''],
      ])}
      {select('knowledgeGrade', t.grade, [
        ['', t.gradeNone],
        ...['A', 'B', 'C', 'D', 'E'].map((grade) => [grade, grade] as const),
      ])}
      {select('firstLoan', f.fields['firstLoan'] ?? '', [
        ['', t.firstLoanUnknown],
        ['yes', f.yes],
        ['no', f.no],
      ])}
      {SHORT_TEXTS.map((field) => (
        <TextField key={field} {...props} field={field} />
      ))}
      <Checkbox
        className="wide"
        name="renewal"
        checked={form.renewal}
        onChange={(event) =>
          change({ renewal: event.target.checked, ...(event.target.checked ? {} : { renewalOf: '' }) })
        }
      >
        {t.renewal}
      </Checkbox>
      {form.renewal && <TextField {...props} field="renewalOf" hint={t.renewalOfHint} className="wide" />}
      {LONG_TEXTS.map((field) => (
        <TextField key={field} {...props} field={field} className="wide" />
      ))}
    </>
  );
}
