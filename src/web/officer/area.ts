import type { Area } from '../shared/area.ts';
import { navigation } from './navigation.ts';

export const officerArea: Area = {
  role: 'officer', home: '/filings',
  pages: [
    { path: '/filings/new', load: () => import('./file-page.tsx'), nav: { text: navigation.file, icon: 'plus' } },
    { path: '/filings', load: () => import('./filings-page.tsx'), nav: { text: navigation.filings, icon: 'list' } },
    { path: '/filings/:id', load: () => import('./filing-page.tsx') },
    { path: '/filings/:id/correct', load: () => import('./correct-page.tsx') },
    { path: '/imports', load: () => import('./upload-page.tsx'), nav: { text: navigation.imports, icon: 'upload' } },
    { path: '/imports/:id', load: () => import('../imports/import-page.tsx') },
    { path: '/totals', load: () => import('./totals-page.tsx'), nav: { text: navigation.totals, icon: 'chart' } },
  ],
};
