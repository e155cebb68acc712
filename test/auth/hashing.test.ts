import { expect } from 'chai';
import { createPasswords } from '../../src/features/auth/hashing.ts';
import { createKeyedQueue } from '../../src/features/auth/keyed-queue.ts';
import { passwordFault } from '../../src/domain/account/password.ts';
import { Problem } from '../../src/http/problem.ts';
import { closedGate } from '../support/race.ts';

describe('hashing of passwords', () => {
  it('is argon2id with the parameters recommended by OWASP', async () => {
    const passwords = createPasswords({ concurrency: 2, queueLimit: 10 });
    const hash = await passwords.hash('Correct-horse-1');
    expect(hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(hash, 'Correct-horse-1')).to.equal(true);
    expect(await passwords.verify(hash, 'Correct-horse-2')).to.equal(false);
    expect(await passwords.verifyUnknownLogin('Correct-horse-1')).to.equal(false);
  });

  it('refuses calls while the queue is full, and works afterwards', async () => {
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

  it('generates one-time passwords that are valid and distinct', async () => {
    const passwords = createPasswords({ concurrency: 2, queueLimit: 100 });
    const generated = await Promise.all(Array.from({ length: 10 }, () => passwords.oneTime()));
    for (const { oneTimePassword } of generated) {
      expect(oneTimePassword).to.match(/^[a-km-np-zA-HJ-NP-Z2-9]{20}$/);
      expect(passwordFault(oneTimePassword)).to.equal(null);
    }
    expect(new Set(generated.map(({ oneTimePassword }) => oneTimePassword)).size).to.equal(10);
  });
});

describe('the keyed queue', () => {
  it('runs tasks of one key in order, also after a failure, without delaying other keys', async () => {
    const enqueue = createKeyedQueue(10);
    const seen: string[] = [];
    const gate = closedGate();
    const task = (name: string, wait: Promise<void>) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await wait;
      seen.push(`${name} ends`);
      if (name === 'a1') throw new Error('a1 fails');
    };
    const all = Promise.allSettled([
      enqueue('a', task('a1', gate.opened)),
      enqueue('a', task('a2', Promise.resolve())),
    ]);
    await enqueue('b', task('b1', Promise.resolve()));
    gate.open();
    expect((await all).map((outcome) => outcome.status)).to.deep.equal(['rejected', 'fulfilled']);
    expect(seen).to.deep.equal(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
  });

  it('refuses a task if too many are waiting', async () => {
    const enqueue = createKeyedQueue(1);
    const gate = closedGate();
    const outcomes = Promise.allSettled([1, 2, 3].map(() => enqueue('a', () => gate.opened)));
    gate.open();
    expect((await outcomes).map((outcome) => outcome.status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected']);
  });
});
