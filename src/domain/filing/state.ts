/**
 * The states of a filing (备案) and the actions that change them. The names are stored and part of the API. A new
 * transition is added to NEXT; the guard in db/code/50-filing.sql refuses what it does not know as well.
 */

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
