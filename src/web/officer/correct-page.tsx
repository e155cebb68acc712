import './officer.css';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import { Note } from '../shared/alerts.tsx';
import { answerWithVersion, api, type Answered as WithVersion, type Schemas } from '../shared/api.ts';
import { today } from '../shared/days.ts';
import { useDraft } from '../shared/drafts.ts';
import { useValueInWords, type Filing } from '../shared/filing-facts.tsx';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { queries } from '../shared/queries.ts';
import { Section } from '../shared/section.tsx';
import { Answered } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import { Trouble } from '../shared/trouble.tsx';
import { FilingEditor } from './filing-editor.tsx';
import { bodyOf, changesOf, formOf, type FilingForm } from './filing-form.ts';
import { isOpen } from './filing-page.tsx';
import { texts } from './texts.ts';

export default function CorrectPage(): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { id = '' } = useParams();
  const [, go] = useLocation();
  // What is being typed is not replaced by what is read anew: a change by somebody else is told when it is sent.
  const query = useQuery({
    queryKey: ['filing', id, 'correct'],
    gcTime: 0,
    staleTime: Infinity,
    queryFn: ({ signal }) => answerWithVersion(api.GET('/api/v1/filings/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <Page title={t.correctTitle} lead={t.correctLead}>
      <Answered query={query}>
        {(read) =>
          isOpen(read.data) ? (
            <Correction read={read} />
          ) : (
            <Trouble
              title={t.notCorrectable}
              text={t.notCorrectableText}
              action={{ text: c.back, run: () => go(`/filings/${id}`) }}
            />
          )
        }
      </Answered>
    </Page>
  );
}

/** What is typed, and the filing as it was when that began. */
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
  // The filing as somebody else has left it, once the service said so.
  const [theirs, setTheirs] = useState<WithVersion<Filing> | null>(
    draft.found && base.etag !== read.etag ? read : null,
  );
  const [unchanged, setUnchanged] = useState(false);
  const send = async (body: Schemas['FilingBody']): Promise<void> => {
    const current = theirs ?? base;
    const changes = changesOf(bodyOf(formOf(current.data), today()), body);
    setUnchanged(Object.keys(changes).length === 0);
    if (Object.keys(changes).length === 0) return;
    try {
      const done = await answerWithVersion(
        api.PATCH('/api/v1/filings/{id}', {
          params: { path: { id }, header: { 'If-Match': current.etag } },
          body: changes,
        }),
      );
      draft.clear();
      queries.setQueryData(['filing', id], done);
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => ['filings', 'counts', 'totals'].includes(String(queryKey[0])),
      });
      notify(t.corrected);
      go(`/filings/${id}`);
    } catch (error) {
      if (!(error instanceof ApiProblem) || (error.code !== 'STALE_VERSION' && error.code !== 'STATE_CONFLICT'))
        throw error;
      setTheirs(await answerWithVersion(api.GET('/api/v1/filings/{id}', { params: { path: { id } } })));
      document.documentElement.scrollTo({ top: 0 });
    }
  };
  return (
    <>
      {base.data.state === 'returned' && base.data.stateReason !== null && (
        <Section className="returned" title={t.returnedBecause}>
          <p>{base.data.stateReason}</p>
        </Section>
      )}
      {draft.found && theirs === null && <Note role="status">{t.draftFound}</Note>}
      {theirs !== null && <Stale base={base.data} theirs={theirs.data} />}
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

/** What somebody else has changed meanwhile: each field as it was and as it is. */
function Stale({ base, theirs }: { base: Filing; theirs: Filing }): ReactNode {
  const t = useTexts(texts);
  const names = useTexts(filingTexts).fields;
  const say = useValueInWords();
  const flat = (filing: Filing): Record<string, unknown> => ({
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
  const [was, is] = [flat(base), flat(theirs)];
  const changed = Object.keys(is).filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  return (
    <div role="alert">
      <Section className="returned" title={t.staleTitle}>
        <p>{isOpen(theirs) ? t.staleText : t.notCorrectableText}</p>
        <ul className="changes">
          {changed.map((name) => (
            <li key={name}>
              <span className="soft">{names[name] ?? name}: </span>
              <del>{say(name, was[name])}</del> → <ins>{say(name, is[name])}</ins>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
