/** The public check of a verification code. It is loaded without signing in and must stay small. */
import { Button, Input } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Logo } from '../shared/brand.tsx';
import { fetchService } from '../shared/connection.ts';
import { formatInstant } from '../shared/days.ts';
import { Field } from '../shared/field.tsx';
import { FormError } from '../shared/form-alerts.tsx';
import { language, useLanguage, useTexts } from '../shared/language.ts';
import { formatCount, formatYuan } from '../shared/money.ts';
import { ApiProblem, ConnectionLost } from '../shared/problem.ts';
import { problemOf } from '../shared/session.ts';
import { common } from '../shared/texts.ts';
import type { Schemas } from '../shared/api.ts';
import { OuterFrame } from '../shared/outer-frame.tsx';
import { DefinitionList } from './definition-list.tsx';
import { proofTexts } from './texts.ts';
import './proofs.css';

type Verification = Schemas['Verification'];

/** The code in the address: /verify/0123456789AB. */
const codeOfAddress = (): string => decodeURIComponent(/^\/verify\/([^/]*)/.exec(location.pathname)?.[1] ?? '');

export default function VerifyPage(): ReactNode {
  const t = useTexts(proofTexts);
  const c = useTexts(common);
  useLanguage();
  const [code, setCode] = useState(codeOfAddress);
  const [found, setFound] = useState<Verification | null>(null);
  const [problem, setProblem] = useState('');
  const check = async (asked: string): Promise<void> => {
    setProblem('');
    setFound(null);
    try {
      const response = await fetchService(
        new Request(`/api/v1/verify/${encodeURIComponent(asked.trim())}`, {
          headers: { 'Accept-Language': language.get() },
        }),
      );
      if (!response.ok) throw await problemOf(response);
      setFound((await response.json()) as Verification);
    } catch (error) {
      if (!(error instanceof ApiProblem || error instanceof ConnectionLost)) throw error;
      setProblem(error.message);
    }
  };
  useEffect(() => {
    document.title = `${t.check} · ${c.product}`;
  }, [t, c]);
  useEffect(() => {
    if (codeOfAddress() !== '') void check(codeOfAddress());
  }, []);
  return (
    <OuterFrame footer={<a href="/">{t.signIn}</a>}>
      <h1>
        <Logo size={36} />
        <span>{t.check}</span>
      </h1>
      <p className="subtitle">{t.checkLead}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '') void check(code);
        }}
      >
        <Field label={t.code}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={20}
              autoComplete="off"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <FormError>{problem}</FormError>
        <Button type="primary" htmlType="submit" block>
          {t.checkButton}
        </Button>
      </form>
      <div role="status">{found !== null && <Result found={found} />}</div>
    </OuterFrame>
  );
}

function Result({ found }: { found: Verification }): ReactNode {
  const t = useTexts(proofTexts);
  return (
    <div className="stack">
      <DefinitionList
        items={[
          [t.result, <strong>{t.results[found.result] ?? found.result}</strong>],
          [t.kind, found.kind && (t.kinds[found.kind] ?? found.kind)],
          [t.issued, found.at && formatInstant(found.at)],
          [t.year, found.year],
          [t.firm, found.firm],
        ]}
      />
      {(found.years ?? []).map((year) => (
        <YearTable key={year.year} year={year} />
      ))}
    </div>
  );
}

type PublicYear = NonNullable<Verification['years']>[number];
type Cell = PublicYear['total'];

function YearTable({ year }: { year: PublicYear }): ReactNode {
  const t = useTexts(proofTexts);
  const cells: readonly (readonly [string, Cell])[] = [['total', year.total], ...Object.entries(year.parts)];
  const shown = (cell: Cell, text: (cell: NonNullable<Cell>) => string): string =>
    cell === null ? t.hidden : text(cell);
  return (
    <div>
      <table className="public-figures">
        <caption>{year.year}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t.filings}</th>
            <th scope="col">{t.firms}</th>
            <th scope="col">{t.amount}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map(([part, cell]) => (
            <tr key={part}>
              <th scope="row">{t.parts[part]}</th>
              <td>{shown(cell, ({ filings }) => formatCount(filings ?? 0))}</td>
              <td>{shown(cell, ({ firms }) => formatCount(firms ?? 0))}</td>
              <td>{shown(cell, ({ amount }) => formatYuan(amount ?? '0'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="secondary small">{t.hiddenNote}</p>
    </div>
  );
}
