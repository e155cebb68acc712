import type { ReactNode } from 'react';

/** Drawn here, so that nothing is loaded for a dozen lines. 24 × 24, in the colour of the text. */
const PATHS = {
  file: 'M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h6',
  plus: 'M12 5v14M5 12h14',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  upload: 'M12 16V5M7 10l5-5 5 5M4 19h16',
  download: 'M12 5v11M7 11l5 5 5-5M4 20h16',
  chart: 'M4 20V10M10 20V4M16 20v-8M3 20h18',
  firm: 'M4 21V6l8-3v18M12 9h8v12M2 21h20M8 9h.01M8 13h.01M8 17h.01M16 13h.01M16 17h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.6-6 8-6s8 2 8 6',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-5.5 6.5-5.5s6.5 1.9 6.5 5.5M16 4.5a3.5 3.5 0 0 1 0 6.5M18 15c2.2.7 3.5 2.4 3.5 5',
  bank: 'M3 9l9-5 9 5zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18',
  map: 'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  rules: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  trail: 'M12 7v5l3 2M21 12a9 9 0 1 1-3-6.700M21 3v4h-4',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  cross: 'M6 6l12 12M18 6L6 18',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  warning: 'M12 4L2.500 20h19zM12 10v5M12 17.500h.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  language: 'M4 6h9M8.500 4v2c0 4-2 7-5 8.500M5 9.500c1.500 2.500 4 4 7 4.800M12 20l4-10 4 10M13.500 17h5',
  out: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
  key: 'M14.500 13a4.500 4.500 0 1 0-4.400-5.500L3 14.600V19h4v-2h2v-2h2l1.200-2.200M16 8h.01',
  print: 'M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  left: 'M15 6l-6 6 6 6',
  right: 'M9 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  day: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4',
  reset: 'M4 12a8 8 0 1 0 2.500-5.800M4 4v4h4',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it means is said in words beside it, or in the label of its button. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
