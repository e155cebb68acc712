import { expect } from 'chai';
import { DeadlineError, isUnavailable } from '../../src/data/errors.ts';
import { withinDeadline } from '../../src/http/deadline.ts';

describe('the deadline of a request', () => {
  const failure = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error: unknown) => error);

  it('ends the wait for work that takes longer, as an error that is answered with 503', async () => {
    const error = await failure(withinDeadline(new Promise(() => undefined), 1));
    expect(error).to.be.instanceOf(DeadlineError);
    expect(isUnavailable(error)).to.equal(true);
  });

  it('leaves results and errors in time as they are', async () => {
    expect(await withinDeadline(Promise.resolve(1))).to.equal(1);
    const error = new Error('x');
    expect(await failure(withinDeadline(Promise.reject(error)))).to.equal(error);
  });
});
