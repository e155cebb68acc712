import { expect } from 'chai';
import { describeField, FILING_COLUMNS, FILING_FIELD_NAMES, SHEET_COLUMNS } from '../../src/domain/filing/fields.ts';
import { fieldOfHeading, headingKey } from '../../src/domain/sheet/headings.ts';

describe('the fields of a filing', () => {
  it('each have a column in the table and in sheets', () => {
    expect(new Set(FILING_COLUMNS)).to.have.length(FILING_FIELD_NAMES.length);
    expect(SHEET_COLUMNS).to.include.members([...FILING_FIELD_NAMES]);
    expect(new Set(SHEET_COLUMNS)).to.have.length(SHEET_COLUMNS.length);
  });

  it('are recognised by their titles and headings; no heading is ambiguous', () => {
    for (const name of FILING_FIELD_NAMES) {
      const { title, headings } = describeField(name);
      for (const heading of [title['zh-CN'], title.en, ...headings.split(' ')])
        expect(fieldOfHeading(heading, 'filings'), heading).to.equal(name);
      // Headings are compared in this form.
      expect(headings.split(' ')).to.deep.equal(headings.split(' ').map(headingKey));
    }
  });
});
