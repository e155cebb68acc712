import type { ReactNode } from 'react';
import { AmendmentsPage } from '../amendments/amendments-page.tsx';

export default function OfficerAmendmentsPage(): ReactNode {
  return <AmendmentsPage reader="officer" />;
}
