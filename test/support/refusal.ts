import { expect } from 'chai';

/** The SQLSTATE of the error that `work` rejects with, or 'done' when it succeeds. */
export async function refusal(work: () => PromiseLike<unknown>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return code;
  }
}

/** The error that `work` rejects with. */
export async function errorOf(work: PromiseLike<unknown>): Promise<Error> {
  return work.then(
    () => expect.fail('nothing was thrown'),
    (error: Error) => error,
  );
}
