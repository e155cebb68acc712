import { expect } from 'chai';
import { createPasswords } from '../../src/features/auth/hashing.ts';
import { createTurns } from '../../src/features/auth/turns.ts';
import { passwordWeakness } from '../../src/domain/account/password.ts';
import { Problem } from '../../src/http/problem.ts';

describe('hashing of passwords', () => {
  it('is argon2id with the parameters that OWASP names', async () => {
    const passwords = createPasswords({ concurrency: 2, queueLimit: 10 });
    const hash = await passwords.hash('Correct-horse-1');
    expect(hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(hash, 'Correct-horse-1')).to.equal(true);
    expect(await passwords.verify(hash, 'Correct-horse-2')).to.equal(false);
    expect(await passwords.verifyNothing('Correct-horse-1')).to.equal(false);
  });

  it('turns away whoever finds the queue full, and goes on afterwards', async () => {
    const passwords = createPasswords({ concurrency: 1, queueLimit: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => passwords.hash('Correct-horse-1')));
    expect(outcomes.map((outcome) => outcome.status)).to.deep.equal([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const { reason } = outcomes[4] as PromiseRejectedResult;
    expect(reason).to.be.instanceOf(Problem);
    expect((reason as Problem).code).to.equal('TOO_MANY_REQUESTS');
    expect((reason as Problem).more.headers).to.have.property('Retry-After');
    expect(await passwords.hash('Correct-horse-1')).to.be.a('string');
  });

  it('makes one-time passwords that keep the rule for passwords and are never alike', async () => {
    const passwords = createPasswords({ concurrency: 2, queueLimit: 100 });
    const made = await Promise.all(Array.from({ length: 10 }, () => passwords.oneTime('ab')));
    for (const { oneTimePassword } of made) {
      expect(oneTimePassword).to.match(/^[a-km-np-zA-HJ-NP-Z2-9]{20}$/);
      expect(passwordWeakness(oneTimePassword, 'ab')).to.equal(null);
    }
    expect(new Set(made.map(({ oneTimePassword }) => oneTimePassword)).size).to.equal(10);
  });
});

describe('turns', () => {
  it('go one after another for one key, in order, also past a failure; other keys do not wait', async () => {
    const inTurn = createTurns(10);
    const seen: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const work = (name: string, wait: Promise<void>) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await wait;
      seen.push(`${name} ends`);
      if (name === 'a1') throw new Error('a1 fails');
    };
    const all = Promise.allSettled([
      inTurn('a', work('a1', gate)),
      inTurn('a', work('a2', Promise.resolve())),
      inTurn('b', work('b1', Promise.resolve())),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open();
    expect((await all).map((outcome) => outcome.status)).to.deep.equal(['rejected', 'fulfilled', 'fulfilled']);
    expect(seen).to.deep.equal(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
  });

  it('turn away whoever finds too many waiting', async () => {
    const inTurn = createTurns(1);
    const slow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
    const outcomes = await Promise.allSettled([inTurn('a', slow), inTurn('a', slow), inTurn('a', slow)]);
    expect(outcomes.map((outcome) => outcome.status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected']);
  });
});
