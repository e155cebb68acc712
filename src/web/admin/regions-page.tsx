import type { ReactNode } from 'react';
import { PlacesPage } from './places-page.tsx';

export default function RegionsPage(): ReactNode {
  return <PlacesPage kind="regions" />;
}
