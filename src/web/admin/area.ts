import {
  BankOutlined,
  BarChartOutlined,
  EnvironmentOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { Area } from '../shared/area.ts';
import { navigation } from './navigation.ts';

export const adminArea: Area = {
  role: 'admin',
  home: '/accounts',
  pages: [
    {
      path: '/accounts',
      load: () => import('./accounts-page.tsx'),
      nav: { text: navigation.accounts, icon: TeamOutlined },
    },
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
    { path: '/lpr', load: () => import('./lpr-page.tsx'), nav: { text: navigation.lpr, icon: BarChartOutlined } },
  ],
};
