/** The states of a filing (备案) and the actions that change them. */

export const FILING_STATES = ['submitted', 'accepted', 'returned', 'withdrawn', 'voided'] as const;
export type FilingState = (typeof FILING_STATES)[number];

export const FILING_ACTIONS = ['accept', 'return', 'void', 'withdraw', 'correct'] as const;
export type FilingAction = (typeof FILING_ACTIONS)[number];

// A corrected filing is checked again; without flags it goes on to `accepted`.
const NEXT: Readonly<Record<FilingState, Readonly<Partial<Record<FilingAction, FilingState>>>>> = {
  submitted: { accept: 'accepted', return: 'returned', withdraw: 'withdrawn', correct: 'submitted' },
  returned: { correct: 'submitted', withdraw: 'withdrawn' },
  accepted: { void: 'voided' },
  withdrawn: {},
  voided: {},
};

/** The state after an action, or null when `state` does not allow it. */
export function nextState(state: FilingState, action: FilingAction): FilingState | null {
  return NEXT[state][action] ?? null;
}
