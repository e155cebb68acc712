/**
 * The loan officer's pages and navigation. Paths are bookmarked by users and linked from other pages: do not rename
 * them.
 */
import { BarChartOutlined, EditOutlined, PlusOutlined, UnorderedListOutlined, UploadOutlined } from '@ant-design/icons';
import type { Area } from '../shared/area.ts';
import { navigation } from './navigation.ts';

export const officerArea: Area = {
  role: 'officer',
  home: '/filings',
  pages: [
    {
      path: '/filings/new',
      load: () => import('./new-filing-page.tsx'),
      nav: { text: navigation.file, icon: PlusOutlined },
    },
    {
      path: '/filings',
      load: () => import('./filings-page.tsx'),
      nav: { text: navigation.filings, icon: UnorderedListOutlined },
    },
    { path: '/filings/:id', load: () => import('./filing-page.tsx') },
    { path: '/filings/:id/receipt', load: () => import('../proofs/receipt-page.tsx') },
    { path: '/filings/:id/correct', load: () => import('./correct-page.tsx') },
    { path: '/filings/:id/amend', load: () => import('../amendments/amend-page.tsx') },
    {
      path: '/amendments',
      load: () => import('./amendments-page.tsx'),
      nav: { text: navigation.amendments, icon: EditOutlined },
    },
    {
      path: '/imports',
      load: () => import('./upload-page.tsx'),
      nav: { text: navigation.imports, icon: UploadOutlined },
    },
    { path: '/imports/:id', load: () => import('../imports/import-page.tsx') },
    {
      path: '/totals',
      load: () => import('./totals-page.tsx'),
      nav: { text: navigation.totals, icon: BarChartOutlined },
    },
  ],
};
