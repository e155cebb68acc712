import type { ReactNode } from 'react';
import { PlacesPage } from './places-page.tsx';

export default function BanksPage(): ReactNode {
  return <PlacesPage kind="banks" />;
}
