/** The list of sections; a new one is added here and to SECTION_NAMES in options.ts. */
import type { SectionName } from './options.ts';
import type { Section } from './section.ts';
import { batchesSection, type BatchFigures } from './section-batches.ts';
import { busyCellSection, type BusyCellFigures } from './section-busy-cell.ts';
import { exportsSection, type ExportFigures } from './section-exports.ts';
import { filingSection, type FilingFigures } from './section-filing.ts';
import { historySection, type HistoryFigures } from './section-history.ts';
import { importsSection, type ImportFigures } from './section-imports.ts';
import { listsSection, type ListFigures } from './section-lists.ts';
import { pendingSection, type PendingFigures } from './section-pending.ts';
import { totalsSection, type TotalsFigures } from './section-totals.ts';

export interface SectionFigures {
  filing: FilingFigures;
  batches: BatchFigures | null;
  totals: TotalsFigures;
  'busy-cell': BusyCellFigures;
  lists: Record<string, ListFigures>;
  exports: Record<string, ExportFigures>;
  imports: Record<string, ImportFigures>;
  pending: PendingFigures;
  history: HistoryFigures;
}

export const SECTIONS: { readonly [Name in SectionName]: Section<SectionFigures[Name]> } = {
  filing: filingSection,
  batches: batchesSection,
  totals: totalsSection,
  'busy-cell': busyCellSection,
  lists: listsSection,
  exports: exportsSection,
  imports: importsSection,
  pending: pendingSection,
  history: historySection,
};
