import { expect } from 'chai';
import {
  FILING_ACTIONS, FILING_STATES, nextState, receiptIsTaken, type FilingAction, type FilingState,
} from '../../src/domain/filing-state.ts';
import { statusOf } from '../../src/domain/status.ts';

const ALLOWED: readonly (readonly [FilingState, FilingAction, FilingState])[] = [
  ['submitted', 'accept', 'accepted'], ['submitted', 'return', 'returned'], ['submitted', 'withdraw', 'withdrawn'],
  ['submitted', 'correct', 'submitted'], ['returned', 'correct', 'submitted'], ['returned', 'withdraw', 'withdrawn'],
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

  it('holds the receipt number until withdrawn or voided', () => {
    expect(FILING_STATES.filter(receiptIsTaken)).to.have.members(['submitted', 'returned', 'accepted']);
  });
});

describe('the status of a firm', () => {
  const link = { certificateNo: 'X', validFrom: '2024-01-01', validTo: '2026-12-31' };

  it('is one of the four', () => {
    expect(statusOf({ high_tech: link, tech_sme: link })).to.equal('both');
    expect(statusOf({ high_tech: link, tech_sme: null })).to.equal('highTechOnly');
    expect(statusOf({ tech_sme: link })).to.equal('techSmeOnly');
    expect(statusOf({ high_tech: undefined, other: link })).to.equal('neither');
    expect(statusOf({})).to.equal('neither');
  });
});
