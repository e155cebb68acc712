import type { ReactNode } from 'react';
import { UploadPage } from '../imports/upload-page.tsx';

/** The public lists of qualifications and firms, and what was filed before the registry. */
export default function AuditorUploadPage(): ReactNode {
  return <UploadPage kinds={['qualifications', 'firms', 'history']} />;
}
