/** The combobox that finds a firm while its name is typed. Enter before the results arrive picks the first one. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Field } from '../shared/field.tsx';
import { useTexts } from '../shared/language.ts';
import { RegionName } from '../shared/tags.tsx';
import { texts } from './texts.ts';

export type FoundFirm = Schemas['FirmList']['items'][number];
const SHOWN = 8;
const PAUSE_MS = 120;

function useDebounced(text: string): string {
  const [debounced, setDebounced] = useState(text);
  useEffect(() => {
    const later = setTimeout(() => setDebounced(text), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text]);
  return debounced;
}

/** A combobox that searches firms by part of the name, pinyin initials or leading characters of the code. */
export function FirmField({
  error,
  onPick,
  onByHand,
}: {
  error: string | undefined;
  onPick: (firm: FoundFirm) => void;
  onByHand: (typed: string) => void;
}): ReactNode {
  const t = useTexts(texts);
  const list = useId();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [enterPending, setEnterPending] = useState(false);
  const q = useDebounced(typed.trim());
  const query = useQuery({
    queryKey: ['firms', q],
    enabled: q !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/firms', { params: { query: { q, limit: SHOWN } }, signal })),
  });
  const firms = typed.trim() === '' ? [] : (query.data?.items ?? []);
  // The last option is always to enter the firm by hand.
  const choices = firms.length + 1;
  const shown = open && typed.trim() !== '';
  const upToDate = q === typed.trim() && !query.isPlaceholderData && query.data !== undefined;
  const choose = (index: number): void => {
    setEnterPending(false);
    const firm = firms[index];
    setOpen(false);
    if (firm) onPick(firm);
    else onByHand(typed.trim());
  };
  // Enter pressed before the response arrives picks its first firm.
  useEffect(() => {
    if (enterPending && upToDate) choose(0);
    // Only when the response arrives, not on other renders.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [enterPending, upToDate]);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive((active + (event.key === 'ArrowDown' ? 1 : choices - 1)) % choices);
    } else if (event.key === 'Enter' && shown && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      // The list shown may still belong to a shorter text.
      if (upToDate) choose(Math.min(active, choices - 1));
      else setEnterPending(true);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
    }
  };
  return (
    <Field label={t.firm} required error={error} hint={t.firmHint} className="wide combo">
      {(control) => (
        <>
          <Input
            {...control}
            name="firm"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown}
            aria-controls={list}
            aria-activedescendant={shown ? `${list}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={typed}
            autoFocus
            onChange={(event) => {
              setTyped(event.target.value);
              setOpen(true);
              setActive(0);
              setEnterPending(false);
            }}
            onKeyDown={onKey}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
          />
          <ul id={list} role="listbox" aria-label={t.firm} className="choices" hidden={!shown}>
            {firms.map((firm, index) => (
              // mousedown comes before blur, which closes the list.
              <li
                key={firm.uscc}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === active}
                onMouseDown={(event) => {
                  event.preventDefault();
                  choose(index);
                }}
              >
                <span>{firm.name}</span>
                <span className="secondary small">
                  {firm.uscc} · <RegionName region={firm.region} />
                </span>
              </li>
            ))}
            <li
              id={`${list}-${firms.length}`}
              role="option"
              aria-selected={active >= firms.length}
              className="by-hand"
              onMouseDown={(event) => {
                event.preventDefault();
                choose(firms.length);
              }}
            >
              {t.firmByHand}
            </li>
          </ul>
          <p role="status" className="visually-hidden">
            {shown && query.data && q !== '' ? (firms.length > 0 ? t.firmResults(firms.length) : t.firmNone) : ''}
          </p>
        </>
      )}
    </Field>
  );
}
