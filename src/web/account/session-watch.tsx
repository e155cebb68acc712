import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { attended, lastUse } from '../shared/activity.ts';
import { api, unwrap } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { expireSession, serviceNow, signOut, type Account } from '../shared/session.ts';
import { common } from '../shared/texts.ts';
import { texts } from './texts.ts';

const TICK_MS = 1_000;
const WARNING_MS = 60_000;
/** Somebody who types or clicks without a request keeps the session alive by one, this often. */
const KEEP_ALIVE_MS = 60_000;

interface Ending {
  readonly why: 'idle' | 'latest';
  readonly seconds: number;
}

/**
 * Says a minute before that the session will end, with a way to stay, and asks to sign in again when it has ended. A
 * session ends when nobody does anything for its idle minutes, and at its latest end in any case.
 */
export function SessionWatch({ limits, expired }: { limits: Account['session']; expired: boolean }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [ending, setEnding] = useState<Ending | null>(null);
  /** The latest end whose warning was read. */
  const [read, setRead] = useState('');
  useEffect(() => {
    if (expired) return setEnding(null);
    let asking = false;
    const stayWhileAttended = (): void => {
      if (asking || !attended() || Date.now() - lastUse.get() < KEEP_ALIVE_MS) return;
      asking = true;
      void stay().finally(() => (asking = false));
    };
    const timer = setInterval(() => {
      stayWhileAttended();
      const next = endingOf(limits);
      if (next.seconds <= 0) expireSession();
      else setEnding(next.seconds * 1000 <= WARNING_MS ? next : null);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [limits, expired]);
  const shown = ending !== null && !(ending.why === 'latest' && read === limits.endsAt) ? ending : null;
  return (
    <Dialog open={shown !== null} title={t.endingTitle}>
      {shown !== null && (
        <>
          <p>
            {shown.why === 'idle' ? t.endingIdle(limits.idleMinutes) : t.endingLatest}{' '}
            <strong className="no-break">{t.endingIn(shown.seconds)}</strong>
          </p>
          <div className="buttons">
            <Button
              type="primary"
              autoFocus
              onClick={() => (shown.why === 'idle' ? void stay() : setRead(limits.endsAt))}
            >
              {shown.why === 'idle' ? t.stay : c.close}
            </Button>
            <Button onClick={() => void signOut().catch(() => undefined)}>{c.signOut}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function endingOf({ endsAt, idleMinutes }: Account['session']): Ending {
  const idle = lastUse.get() + idleMinutes * 60_000 - Date.now();
  const latest = Date.parse(endsAt) - serviceNow();
  // To stay is of no use when the latest end is about to come as well.
  const why = latest - idle < WARNING_MS ? 'latest' : 'idle';
  return { why, seconds: Math.ceil(Math.min(idle, latest) / 1000) };
}

/** Any request keeps the session alive. A failed one changes nothing: the next tick tries again, or the session ends. */
const stay = (): Promise<unknown> => unwrap(api.GET('/api/v1/auth/me')).catch(() => undefined);
