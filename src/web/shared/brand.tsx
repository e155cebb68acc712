/** Logo and language switch. */
import { TranslationOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { setLanguage, useLanguage, useTexts } from './language.ts';
import { common } from './texts.ts';

export function LanguageSwitch(): ReactNode {
  const language = useLanguage();
  const t = useTexts(common);
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button type="link" lang={other} onClick={() => setLanguage(other)} icon={<Icon of={TranslationOutlined} />}>
      {t.language}
    </Button>
  );
}

export function Logo({ size = 26 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b57a4" />
      <path
        d="M9 9h14L11 23h12"
        fill="none"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
