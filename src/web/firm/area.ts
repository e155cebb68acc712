/** The pages of firms. */
import { ShopOutlined } from '@ant-design/icons';
import type { Area } from '../shared/area.ts';
import { navigation } from './texts.ts';

export const firmArea: Area = {
  role: 'firm',
  home: '/standing',
  pages: [
    {
      path: '/standing',
      load: () => import('./status-page.tsx'),
      nav: { text: navigation.status, icon: ShopOutlined },
    },
    { path: '/filings/:id/receipt', load: () => import('../proofs/receipt-page.tsx') },
  ],
};
