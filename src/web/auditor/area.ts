/**
 * The auditor's pages and navigation. Paths are bookmarked by users and linked from other pages: do not rename them.
 */
import {
  AuditOutlined,
  BarChartOutlined,
  EditOutlined,
  EyeOutlined,
  FileDoneOutlined,
  FlagOutlined,
  HistoryOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
  ShopOutlined,
  UnorderedListOutlined,
  UploadOutlined,
} from '@ant-design/icons';
import type { Area } from '../shared/area.ts';
import { navigation } from './navigation.ts';

export const auditorArea: Area = {
  role: 'auditor',
  home: '/overview',
  pages: [
    {
      path: '/overview',
      load: () => import('./overview-page.tsx'),
      nav: { text: navigation.overview, icon: BarChartOutlined },
    },
    { path: '/review', load: () => import('./review-page.tsx'), nav: { text: navigation.review, icon: FlagOutlined } },
    {
      path: '/filings',
      load: () => import('./filings-page.tsx'),
      nav: { text: navigation.filings, icon: UnorderedListOutlined },
    },
    { path: '/filings/:id', load: () => import('./filing-page.tsx') },
    { path: '/filings/:id/receipt', load: () => import('../proofs/receipt-page.tsx') },
    { path: '/filings/:id/amend', load: () => import('../amendments/amend-page.tsx') },
    {
      path: '/amendments',
      load: () => import('./amendments-page.tsx'),
      nav: { text: navigation.amendments, icon: EditOutlined },
    },
    { path: '/firms', load: () => import('./firms-page.tsx'), nav: { text: navigation.firms, icon: ShopOutlined } },
    { path: '/firms/:uscc', load: () => import('./firm-page.tsx') },
    {
      path: '/certificates',
      load: () => import('./waiting-page.tsx'),
      nav: { text: navigation.waiting, icon: SafetyCertificateOutlined },
    },
    {
      path: '/imports',
      load: () => import('./upload-page.tsx'),
      nav: { text: navigation.imports, icon: UploadOutlined },
    },
    { path: '/imports/:id', load: () => import('../imports/import-page.tsx') },
    {
      path: '/search',
      load: () => import('./search-page.tsx'),
      nav: { text: navigation.search, icon: SearchOutlined },
    },
    {
      path: '/years',
      load: () => import('./years-page.tsx'),
      nav: { text: navigation.years, icon: AuditOutlined },
    },
    {
      path: '/figures',
      load: () => import('./figures-page.tsx'),
      nav: { text: navigation.figures, icon: FileDoneOutlined },
    },
    { path: '/trail', load: () => import('./trail-page.tsx'), nav: { text: navigation.trail, icon: HistoryOutlined } },
    {
      path: '/access-log',
      load: () => import('./access-log-page.tsx'),
      nav: { text: navigation.accessLog, icon: EyeOutlined },
    },
  ],
};
