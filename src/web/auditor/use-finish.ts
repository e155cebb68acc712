/** The end of a dialog that changes the qualifications of firms. */
import { useQueryClient } from '@tanstack/react-query';
import { notify } from '../shared/notice.tsx';

/** Closes the dialog after success and loads again whatever depends on qualifications. */
export function useFinish(onClose: () => void): (text: string) => void {
  const queries = useQueryClient();
  return (text) => {
    for (const key of ['waiting', 'firm', 'firms', 'filings', 'filing', 'totals'])
      void queries.invalidateQueries({ queryKey: [key] });
    onClose();
    notify(text);
  };
}
