import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { recordTexts } from '../records/texts.ts';
import { useSubmit, type Submission } from '../records/use-submit.ts';
import { unwrap, api } from '../shared/api.ts';
import { KINDS_KEY } from '../shared/kinds.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { kindTexts } from './kind-texts.ts';
import {
  bodyOf,
  codeOf,
  faultsOf,
  formOf,
  KIND_FIELDS,
  lossesOf,
  rebase,
  type Kind,
  type KindField,
  type KindForm,
} from './kind-values.ts';

export interface KindEditing {
  /** The newest version; null for a new kind. */
  readonly kind: Kind | null;
  readonly known: readonly Kind[];
  readonly onClose: () => void;
}

export interface KindEditor {
  /** The version over which the values were typed; null for a new kind. */
  readonly loaded: Kind | null;
  readonly values: KindForm;
  readonly touched: boolean;
  errorOf(field: KindField): string | undefined;
  change(more: Partial<KindForm>): void;
  /** What the change takes away, and whether that was confirmed. */
  readonly losses: readonly string[];
  readonly confirmed: boolean;
  confirm(confirmed: boolean): void;
  save(): void;
  /** Whether saving was tried. */
  readonly tried: boolean;
  readonly busy: boolean;
  readonly problem: Submission['problem'];
  /** Whether somebody else was first. */
  readonly stale: boolean;
}

/** The state of the form of a kind, and how it is saved. */
export function useKindEditor({ kind, known, onClose }: KindEditing): KindEditor {
  const t = useTexts(kindTexts);
  const b = useTexts(recordTexts);
  const { fieldErrors, send, ...submission } = useSubmit();
  const put = usePut();
  const [loaded, setLoaded] = useState(kind);
  const [values, setValues] = useState(() => formOf(kind));
  const [sent, setSent] = useState<KindForm | null>(null);
  /** The losses for which the box was ticked. */
  const [accepted, setAccepted] = useState('');
  const { problem, busy } = submission;
  const stale = problem instanceof ApiProblem && problem.code === 'STALE_VERSION';
  if (stale && kind !== null && loaded !== null && kind.version !== loaded.version) {
    setValues(rebase(values, formOf(loaded), formOf(kind)));
    setLoaded(kind);
  }
  // PUT would overwrite an existing kind, which is not intended when a new one is added.
  const exists = loaded === null && known.some(({ code }) => code === codeOf(values));
  const faults = faultsOf(values, t, sent === null ? null : b.required);
  const losses = loaded === null ? [] : lossesOf(loaded, values, t);
  const confirmed = losses.length > 0 && accepted === losses.join();
  const initial = formOf(loaded);
  const save = (): void => {
    setSent(values);
    const faulty = Object.keys(faultsOf(values, t, b.required)).length > 0;
    if (busy || exists || faulty || (losses.length > 0 && !confirmed)) return;
    send(
      () => put(values, loaded),
      () => {
        onClose();
        notify(b.saved);
      },
    );
  };
  return {
    ...submission,
    loaded,
    values,
    touched: KIND_FIELDS.some((field) => values[field] !== initial[field]),
    errorOf: (field) =>
      (field === 'code' && exists ? t.codeExists : undefined) ??
      faults[field] ??
      // An error of the service stands until its field is changed.
      (sent?.[field] === values[field] ? fieldErrors[field] : undefined),
    change: (more) => setValues({ ...values, ...more }),
    losses,
    confirmed,
    confirm: (ticked) => setAccepted(ticked ? losses.join() : ''),
    save,
    tried: sent !== null,
    stale,
  };
}

/** Sends a kind; afterwards the page and all that shows kinds load them again. */
function usePut(): (values: KindForm, loaded: Kind | null) => Promise<unknown> {
  const queries = useQueryClient();
  return (values, loaded) => {
    const params = {
      path: { code: codeOf(values) },
      ...(loaded === null ? {} : { header: { 'If-Match': `"${loaded.version}"` } }),
    };
    return unwrap(api.PUT('/api/v1/admin/qualification-kinds/{code}', { params, body: bodyOf(values) })).finally(() => {
      for (const queryKey of [['admin', 'qualification-kinds'], KINDS_KEY])
        void queries.invalidateQueries({ queryKey });
    });
  };
}
