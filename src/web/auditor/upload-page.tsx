import type { ReactNode } from 'react';
import { UploadPage } from '../imports/upload-page.tsx';

/** Imports of lists of qualifications, announcements and firms, and of past filings. */
export default function AuditorUploadPage(): ReactNode {
  return <UploadPage kinds={['qualifications', 'announcement', 'firms', 'history']} />;
}
