/** The day up to which a table of reference data is complete; later days cannot be checked, which a warning says. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { DayField, dayValue } from '../records/day-field.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { useSubmit } from '../records/use-submit.ts';
import { today } from '../shared/days.ts';
import { Note } from '../shared/form-alerts.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';

export interface CheckedUntilTexts {
  readonly checkedUntil: string;
  readonly checkedHint: string;
  readonly checkedSave: string;
  readonly checkedOld: (day: string) => string;
}

export function CheckedUntil({
  checkedUntil,
  texts: t,
  queryKey,
  send: put,
}: {
  checkedUntil: string | null;
  texts: CheckedUntilTexts;
  /** Of the table, which the answer replaces. */
  queryKey: readonly string[];
  send: (checkedUntil: string) => Promise<unknown>;
}): ReactNode {
  const common = useTexts(recordTexts);
  const queries = useQueryClient();
  const { busy, problem, fieldErrors, send } = useSubmit();
  const [day, setDay] = useState(checkedUntil ?? '');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy || day === '') return;
    send(
      () => put(dayValue(day)),
      (changed) => {
        queries.setQueryData(queryKey, changed);
        notify(common.saved);
      },
    );
  };
  const isPast = checkedUntil !== null && checkedUntil < today();
  return (
    <Card>
      <form className="rows" onSubmit={submit} noValidate>
        {isPast && <Note type="warning">{t.checkedOld(checkedUntil)}</Note>}
        <div className="filter-row">
          <DayField
            label={t.checkedUntil}
            hint={t.checkedHint}
            error={fieldErrors['checkedUntil']}
            value={day}
            onChange={setDay}
          />
        </div>
        <ProblemAlert problem={problem} fields={['checkedUntil']} />
        <div className="buttons">
          <Button htmlType="submit" aria-disabled={busy}>
            {t.checkedSave}
          </Button>
        </div>
      </form>
    </Card>
  );
}
