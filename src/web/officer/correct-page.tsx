/**
 * Correction of a filing that is submitted or returned. If somebody else has changed it meanwhile, the officer sees
 * what and decides.
 */
import './officer.css';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Note } from '../shared/form-alerts.tsx';
import { unwrapVersioned, api, type Versioned as WithVersion, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { useDraft } from '../shared/drafts.ts';
import { useFieldFormatter, type Filing } from '../shared/filing-details.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { notify } from '../shared/notice.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { queryClient } from '../shared/query-client.ts';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { FilingEditor } from './filing-editor.tsx';
import { FilingFormPage } from './filing-form-page.tsx';
import { bodyOf, changesOf, formOf, type FilingForm } from './filing-form.ts';
import { isCorrectable } from './filing-page.tsx';
import { texts } from './texts.ts';

export default function CorrectPage(): ReactNode {
  const t = useTexts(texts);
  return (
    <FilingFormPage
      name="correct"
      texts={{
        title: t.correctTitle,
        lead: t.correctLead,
        notAllowed: t.notCorrectable,
        notAllowedText: t.notCorrectableText,
      }}
      isAllowed={isCorrectable}
    >
      {(read) => <Correction read={read} />}
    </FilingFormPage>
  );
}

/** The form, and the filing as it was when the correction began. */
interface Draft {
  readonly form: FilingForm;
  readonly base: WithVersion<Filing>;
}

function Correction({ read }: { read: WithVersion<Filing> }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [, go] = useLocation();
  const { id } = read.data;
  const draft = useDraft<Draft>(`correct.${id}`, () => ({ form: formOf(read.data), base: read }));
  const { form, base } = draft.value;
  // The filing after a change by somebody else, once one is detected.
  const [latest, setLatest] = useState<WithVersion<Filing> | null>(
    draft.found && base.etag !== read.etag ? read : null,
  );
  const [unchanged, setUnchanged] = useState(false);
  const send = async (body: Schemas['FilingBody']): Promise<void> => {
    const current = latest ?? base;
    const changes = changesOf(bodyOf(formOf(current.data), today()), body);
    setUnchanged(Object.keys(changes).length === 0);
    if (Object.keys(changes).length === 0) return;
    try {
      const done = await unwrapVersioned(
        api.PATCH('/api/v1/filings/{id}', {
          params: { path: { id }, header: { 'If-Match': current.etag } },
          body: changes,
        }),
      );
      draft.clear();
      queryClient.setQueryData(['filing', id], done);
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => ['filings', 'counts', 'totals'].includes(String(queryKey[0])),
      });
      notify(t.corrected);
      go(`/filings/${id}`);
    } catch (error) {
      if (!(error instanceof ApiProblem) || (error.code !== 'STALE_VERSION' && error.code !== 'STATE_CONFLICT'))
        throw error;
      setLatest(await unwrapVersioned(api.GET('/api/v1/filings/{id}', { params: { path: { id } } })));
      document.documentElement.scrollTo({ top: 0 });
    }
  };
  return (
    <>
      {base.data.state === 'returned' && base.data.stateReason !== null && (
        <Section className="returned" title={t.returnReason}>
          <p>{base.data.stateReason}</p>
        </Section>
      )}
      {draft.found && latest === null && <Note role="status">{t.draftFound}</Note>}
      {latest !== null && <OthersChanges base={base.data} latest={latest.data} />}
      <FilingEditor
        form={form}
        ownId={id}
        submitText={t.submitCorrection}
        send={send}
        change={(part) => {
          setUnchanged(false);
          draft.set((before) => ({ ...before, form: { ...before.form, ...part } }));
        }}
      >
        <LinkButton href={`/filings/${id}`} onClick={draft.clear}>
          {c.cancel}
        </LinkButton>
      </FilingEditor>
      <div role="status">{unchanged && <Note>{t.nothingChanged}</Note>}</div>
    </>
  );
}

/** The fields that somebody else has changed in the meantime, with the value before and after. */
function OthersChanges({ base, latest }: { base: Filing; latest: Filing }): ReactNode {
  const t = useTexts(texts);
  const names = useTexts(filingTexts).fields;
  const format = useFieldFormatter();
  const fieldValues = (filing: Filing): Record<string, unknown> => ({
    state: filing.state,
    stateReason: filing.stateReason,
    ...Object.fromEntries(
      Object.entries(bodyOf(formOf(filing), today())).map(([name, value]) => [
        name,
        name === 'regionCode' ? filing.region.name : value,
      ]),
    ),
    status: filing.status,
  });
  const [was, is] = [fieldValues(base), fieldValues(latest)];
  const changed = Object.keys(is).filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  return (
    <div role="alert">
      <Section className="returned" title={t.staleTitle}>
        <p>{isCorrectable(latest) ? t.staleText : t.notCorrectableText}</p>
        <ul className="changes">
          {changed.map((name) => (
            <li key={name}>
              <span className="secondary">{names[name] ?? name}: </span>
              <del>{format(name, was[name])}</del> → <ins>{format(name, is[name])}</ins>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
