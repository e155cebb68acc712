/** The certificates of published lists that wait under a name of a firm, on the firm's page. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useKindWords } from '../shared/kinds.tsx';
import { useTexts } from '../shared/language.ts';
import { Section } from '../shared/section.tsx';
import type { FirmStatus } from './firm-summary.tsx';
import { WaitingDialog, type WaitingAction } from './waiting-dialog.tsx';
import { waitingTexts } from './waiting-texts.ts';

export function WaitingSection({ firm }: { firm: FirmStatus }): ReactNode {
  const t = useTexts(waitingTexts);
  const { shortOf } = useKindWords();
  const [action, setAction] = useState<WaitingAction | null>(null);
  const { uscc, waitingCertificates = [] } = firm;
  return (
    <>
      {waitingCertificates.length > 0 && (
        <Section title={t.ofFirm}>
          <ul className="bare-list rows">
            {waitingCertificates.map((certificate) => (
              <li key={certificate.id}>
                {shortOf(certificate.kind)} {certificate.certificateNo} · {certificate.name} ·{' '}
                <span className="day">
                  {certificate.validFrom} – {certificate.validTo}
                </span>
                {certificate.docNo !== null && ` · ${certificate.docNo}`}{' '}
                <Button
                  size="small"
                  aria-label={`${t.assign} ${certificate.certificateNo}`}
                  onClick={() => setAction({ what: 'assign', certificate, uscc })}
                >
                  {t.assign}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <WaitingDialog action={action} onClose={() => setAction(null)} />
    </>
  );
}
