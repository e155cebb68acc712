/** The SQLSTATE with which the database refused, or 'done' when it did not. */
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
