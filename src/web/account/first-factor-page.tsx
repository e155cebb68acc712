import type { ReactNode } from 'react';
import { useTexts } from '../shared/language.ts';
import { secondFactorSet } from '../shared/session.ts';
import { FirstFrame } from './first-frame.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';
import { securityTexts } from './security-texts.ts';

/** An account whose role needs a second factor, and that has none yet. */
export default function FirstFactorPage(): ReactNode {
  const t = useTexts(securityTexts);
  return (
    <FirstFrame title={t.firstFactorTitle} lead={t.firstFactorText}>
      <SecondFactorSetup onDone={secondFactorSet} />
    </FirstFrame>
  );
}
