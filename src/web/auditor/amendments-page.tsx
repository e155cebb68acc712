import type { ReactNode } from 'react';
import { AmendmentsPage } from '../amendments/amendments-page.tsx';

export default function AuditorAmendmentsPage(): ReactNode {
  return <AmendmentsPage reader="auditor" />;
}
