import type { ReactNode } from 'react';
import { UploadPage } from '../imports/upload-page.tsx';

export default function OfficerUploadPage(): ReactNode {
  return <UploadPage kinds={['filings']} />;
}
