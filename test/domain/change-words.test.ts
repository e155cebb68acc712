import { expect } from 'chai';
import { presentChange, presentRecord } from '../../src/domain/filing/change-words.ts';

describe('a recorded change in the terms of the API', () => {
  it('shows each field of a new record as a change from null, in the order of the contract', () => {
    const after = {
      uscc: '91430200000000027W',
      amount_fen: 300_000_000,
      contract_no: 'HT-1',
      contract_key: 'HT-1',
      annual_rate_e4: 34_500,
      submitted_at: '2024-12-31T16:00:00+00:00',
    };
    expect(presentChange(null, after)).to.deep.equal([
      { field: 'uscc', before: null, after: '91430200000000027W' },
      { field: 'contractNo', before: null, after: 'HT-1' },
      { field: 'amount', before: null, after: '3000000.00' },
      { field: 'annualRate', before: null, after: '3.45' },
      { field: 'submittedAt', before: null, after: '2024-12-31T16:00:00.000Z' },
    ]);
  });

  it('pairs before and after of an update, with null for a cleared value', () => {
    expect(
      presentChange(
        { amount_fen: 1, remarks: 'x', receipt_key: 'a' },
        { amount_fen: 999_999_999_999, remarks: null, receipt_key: 'b' },
      ),
    ).to.deep.equal([
      { field: 'amount', before: '0.01', after: '9999999999.99' },
      { field: 'remarks', before: 'x', after: null },
    ]);
  });

  it('shows links as the status of the filing and omits the column derived from them', () => {
    const link = { certificateNo: 'GR202443000123', validFrom: '2024-01-01', validTo: '2026-12-31' };
    expect(
      presentChange({ links: {}, status: 'neither' }, { links: { high_tech: link }, status: 'highTechOnly' }),
    ).to.deep.equal([
      { field: 'status', before: { highTech: null, techSme: null }, after: { highTech: link, techSme: null } },
    ]);
  });

  it('hides the fields that a reader may not see', () => {
    expect(
      presentChange({ flags: [], state: 'submitted' }, { flags: [{ rule: 'GRADE_MISSING' }], state: 'accepted' }, [
        'flags',
      ]),
    ).to.deep.equal([{ field: 'state', before: 'submitted', after: 'accepted' }]);
  });

  it('joins open and restricted flags if both are given', () => {
    const [open, restricted] = [{ rule: 'GRADE_MISSING' }, { rule: 'FIRST_LOAN_CONTRADICTED' }];
    expect(presentChange(null, { flags: [open], flags_other: [restricted] })).to.deep.equal([
      { field: 'flags', before: null, after: [open, restricted] },
    ]);
  });

  it('contains no column names', () => {
    const record = presentRecord({
      one_year_e4: 30_000,
      five_year_e4: null,
      from_day: '2025-05-20',
      registered_by_hand: true,
      name_key: 'x',
      version: 3,
    });
    expect(record).to.deep.equal({ date: '2025-05-20', fiveYear: null, oneYear: '3.00', registeredByHand: true });
    expect(presentRecord(null)).to.equal(null);
  });
});
