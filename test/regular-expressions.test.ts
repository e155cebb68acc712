import { expect } from 'chai';
import { Linter } from 'eslint';

describe('the lint rules for regular expressions', () => {
  const refused = async (code: string): Promise<string[]> => {
    // @ts-expect-error the configuration is plain JavaScript
    const { default: blocks } = (await import('../.ci/eslint.config.mjs')) as {
      default: { files?: string[]; plugins?: object; rules?: Linter.RulesRecord }[];
    };
    const block = blocks.find(({ plugins }) => plugins !== undefined && 'regexp' in plugins)!;
    expect(block.files).to.include.members(['src/**/*.ts', 'src/**/*.tsx']);
    const config = { plugins: block.plugins, rules: block.rules } as Linter.Config;
    return new Linter().verify(code, config).map(({ ruleId }) => ruleId ?? 'broken');
  };

  for (const [what, code] of [
    ['blanks at the end', 'text.replace(/ +$/, "")'],
    ['white space at both ends', '/^[\\p{White_Space}]+|[\\p{White_Space}]+$/gu'],
    ['brackets that need not close', '/\\[[^\\]]*\\]/g'],
    ['blanks on both sides of something optional', '/^a\\s*b?\\s+c/'],
    ['repetitions within repetitions', '/^(a+)+$/'],
  ] as const)
    it(`refuse ${what}`, async () => {
      expect(await refused(code)).to.have.length(1);
    });

  it('accept the ordinary', async () => {
    expect(await refused('/^(0|[1-9][0-9]*)(?:\\.([0-9]+))?$/.test(text.replace(/\\s+/g, ""))')).to.deep.equal([]);
  });
});
