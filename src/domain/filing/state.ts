/** The life of a filing (备案). */

export const FILING_STATES = ['submitted', 'accepted', 'returned', 'withdrawn', 'voided'] as const;
export type FilingState = (typeof FILING_STATES)[number];

export const FILING_ACTIONS = ['accept', 'return', 'void', 'withdraw', 'correct'] as const;
export type FilingAction = (typeof FILING_ACTIONS)[number];

// Correcting a filing decides anew: the service applies `correct`, and then `accept` when nothing is flagged.
const NEXT: Readonly<Record<FilingState, Readonly<Partial<Record<FilingAction, FilingState>>>>> = {
  submitted: { accept: 'accepted', return: 'returned', withdraw: 'withdrawn', correct: 'submitted' },
  returned: { correct: 'submitted', withdraw: 'withdrawn' },
  accepted: { void: 'voided' },
  withdrawn: {},
  voided: {},
};

/** The state after an action, or null when the present state does not allow it. */
export function nextState(state: FilingState, action: FilingAction): FilingState | null {
  return NEXT[state][action] ?? null;
}
