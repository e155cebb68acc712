import {
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  CalendarOutlined,
  EnvironmentOutlined,
  HistoryOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { navigation as auditorNavigation } from '../auditor/navigation.ts';
import type { Area, PageOfArea } from '../shared/area.ts';
import { navigation } from './navigation.ts';

/** The pages of the permission `account.manage`. */
const ACCOUNT_PAGES: readonly PageOfArea[] = [
  {
    path: '/accounts',
    load: () => import('./accounts-page.tsx'),
    nav: { text: navigation.accounts, icon: TeamOutlined },
  },
];
const CONFIRMATIONS: PageOfArea = { path: '/confirmations', load: () => import('./confirmations-page.tsx') };

/** The pages of the permission `reference.manage`. */
const REFERENCE_PAGES: readonly PageOfArea[] = [
  { path: '/banks', load: () => import('./banks-page.tsx'), nav: { text: navigation.banks, icon: BankOutlined } },
  {
    path: '/regions',
    load: () => import('./regions-page.tsx'),
    nav: { text: navigation.regions, icon: EnvironmentOutlined },
  },
  {
    path: '/qualification-kinds',
    load: () => import('./kinds-page.tsx'),
    nav: { text: navigation.kinds, icon: SafetyCertificateOutlined },
  },
  { path: '/rules', load: () => import('./rules-page.tsx'), nav: { text: navigation.rules, icon: ProfileOutlined } },
  {
    path: '/holidays',
    load: () => import('./holidays-page.tsx'),
    nav: { text: navigation.holidays, icon: CalendarOutlined },
  },
  { path: '/lpr', load: () => import('./lpr-page.tsx'), nav: { text: navigation.lpr, icon: BarChartOutlined } },
];

export const adminArea: Area = {
  role: 'admin',
  home: '/accounts',
  // Confirmations are of separate duties; here they are reached from the accounts, where some are left.
  pages: [...ACCOUNT_PAGES, CONFIRMATIONS, ...REFERENCE_PAGES],
};

export const systemAdminArea: Area = { role: 'system_admin', home: '/banks', pages: REFERENCE_PAGES };

export const securityAdminArea: Area = {
  role: 'security_admin',
  home: '/accounts',
  pages: [...ACCOUNT_PAGES, { ...CONFIRMATIONS, nav: { text: navigation.confirmations, icon: AuditOutlined } }],
};

export const auditAdminArea: Area = {
  role: 'audit_admin',
  home: '/trail',
  pages: [
    {
      path: '/trail',
      load: () => import('../auditor/trail-page.tsx'),
      nav: { text: auditorNavigation.trail, icon: HistoryOutlined },
    },
  ],
};
