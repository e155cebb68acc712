import { expect } from 'chai';
import {
  FILING_ACTIONS,
  FILING_STATES,
  nextState,
  type FilingAction,
  type FilingState,
} from '../../src/domain/filing/state.ts';

const ALLOWED: readonly (readonly [FilingState, FilingAction, FilingState])[] = [
  ['submitted', 'accept', 'accepted'],
  ['submitted', 'return', 'returned'],
  ['submitted', 'withdraw', 'withdrawn'],
  ['submitted', 'correct', 'submitted'],
  ['returned', 'correct', 'submitted'],
  ['returned', 'withdraw', 'withdrawn'],
  ['accepted', 'void', 'voided'],
];

describe('the state of a filing', () => {
  for (const state of FILING_STATES) {
    for (const action of FILING_ACTIONS) {
      const next = ALLOWED.find(([from, by]) => from === state && by === action)?.[2] ?? null;
      it(`${state} + ${action} → ${next ?? 'refused'}`, () => {
        expect(nextState(state, action)).to.equal(next);
      });
    }
  }
});
