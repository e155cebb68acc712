/**
 * The look of the console, as tokens of Ant Design. A changed colour must keep a contrast of 4.5:1 (tests with axe).
 */
import { ConfigProvider, type ThemeConfig } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from './language.ts';

/**
 * Also the class of the root element (index.html), so that our style sheets can use the same variables:
 * `var(--ant-color-primary)`.
 */
const THEME_CLASS = 'look';

/** Design tokens: one accent colour, greys that pass WCAG AA on white, no motion. */
const THEME: ThemeConfig = {
  cssVar: { key: THEME_CLASS },
  hashed: false,
  token: {
    colorPrimary: '#0b57a4',
    colorPrimaryHover: '#0b57a4',
    colorPrimaryActive: '#084380',
    colorPrimaryBg: '#e8f0f9',
    colorPrimaryBorder: '#0b57a4',
    lineWidthFocus: 2,
    controlOutline: '#0b57a4',
    controlOutlineWidth: 1,
    colorErrorOutline: '#b3261e',
    colorLink: '#0b57a4',
    colorLinkHover: '#084380',
    colorLinkActive: '#084380',
    colorInfo: '#0b57a4',
    colorInfoBg: '#e8f0f9',
    colorInfoBorder: '#c9dcf1',
    colorSuccess: '#1a6b3c',
    colorSuccessBg: '#e6f4ec',
    colorSuccessBorder: '#c5e4d2',
    colorWarning: '#8a5300',
    colorWarningBg: '#fdf3e1',
    colorWarningBorder: '#efd9ae',
    colorError: '#b3261e',
    colorErrorBg: '#fceeed',
    colorErrorBorder: '#f3cfcc',
    colorText: '#1c2530',
    colorTextSecondary: '#4d5865',
    colorTextTertiary: '#4d5865',
    colorTextQuaternary: '#5f6a76',
    colorTextPlaceholder: '#5f6a76',
    colorTextDisabled: '#4d5865',
    colorIcon: '#4d5865',
    colorBorder: '#8a95a1',
    colorBorderSecondary: '#e3e8ee',
    colorSplit: '#e3e8ee',
    colorBgLayout: '#f5f7f9',
    colorFillAlter: '#f5f7f9',
    colorBgContainerDisabled: '#f5f7f9',
    fontSize: 15,
    controlHeight: 38,
    controlHeightSM: 30,
    controlHeightLG: 44,
    controlInteractiveSize: 18,
    borderRadius: 6,
    motion: false,
    fontFamily:
      '-apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Card: { headerFontSize: 17, headerHeight: 52, bodyPadding: 20, headerPadding: 20 },
    Table: {
      headerBg: '#f5f7f9',
      headerColor: '#4d5865',
      headerSplitColor: 'transparent',
      cellPaddingBlock: 10,
      cellPaddingInline: 12,
      rowHoverBg: '#fafcfe',
    },
  },
};

/** The nonce of the content security policy; build.mjs puts it into the page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/** Ant Design with our tokens, in the current language. */
export function Theme({ children }: { children: ReactNode }): ReactNode {
  return (
    <ConfigProvider
      theme={THEME}
      locale={useLanguage() === 'en' ? enUS : zhCN}
      csp={{ nonce }}
      wave={{ disabled: true }}
      // Screen readers need the whole list of options. By default antd inserts a space into two-character labels.
      virtual={false}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
