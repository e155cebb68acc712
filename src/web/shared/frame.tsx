import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from './language.ts';
import { nonce } from './nonce.ts';

/** The colours are those of base.css; the greys are dark enough for WCAG AA on white. */
const THEME = {
  token: {
    colorPrimary: '#0b57a4', colorInfo: '#0b57a4', colorLink: '#0b57a4', colorSuccess: '#1a6b3c', colorWarning: '#8a5300', colorError: '#b3261e',
    colorText: '#1c2530', colorTextSecondary: '#4d5865', colorTextTertiary: '#5a6673', colorTextQuaternary: '#5f6b78', colorTextPlaceholder: '#66717e', colorTextDisabled: '#66717e',
    colorBorder: '#8a95a1', colorBorderSecondary: '#e3e8ee', colorBgLayout: '#f5f7f9', borderRadius: 6, fontSize: 15, controlHeight: 38, fontFamily: 'inherit', wireframe: false, motion: false,
  },
  components: { Table: { headerBg: '#f5f7f9', headerColor: '#4d5865', cellPaddingBlock: 12, cellPaddingInline: 14 } },
} as const;

/** antd in the language and the colours of the console. */
export function Frame({ children }: { children: ReactNode }): ReactNode {
  const locale = useLanguage() === 'en' ? enUS : zhCN;
  return <ConfigProvider csp={{ nonce }} locale={locale} theme={THEME} button={{ autoInsertSpace: false }}>{children}</ConfigProvider>;
}
