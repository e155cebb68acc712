import { expect } from 'chai';
import { until } from '../support/until.ts';
import { visiting } from '../support/web/visit.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the browser test harness', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world?.close());

  it('opens the front page and the API documentation without errors', () =>
    visiting({ url: world.url }, async (visit) => {
      await visit.goto('/');
      await visit.see('知贷');
      await visit.fits('the front page');
      await visit.goto('/api/docs');
      await visit.see('POST');
    }));

  it('reports page errors, console errors and requests to other origins', async () => {
    const reported = (script: string): Promise<string> =>
      visiting({ url: world.url }, async (visit) => {
        await visit.goto('/');
        await visit.page.evaluate(script);
        await until('the browser reports it', () => visit.faults.length > 0);
      }).then(
        () => 'nothing',
        (error: Error) => error.message,
      );
    expect(await reported('setTimeout(() => { throw new Error("planted"); })')).to.match(/page error: .*planted/);
    expect(await reported('console.error("planted")')).to.contain('console error: planted');
    expect(await reported('fetch("/api/v1/nothing"), undefined')).to.contain('404');
    expect(await reported('fetch("https://elsewhere.invalid/").catch(() => {}), undefined')).to.match(
      /left the origin|violates/,
    );
  });

  it('reports accessibility violations and pages wider than the window', () =>
    visiting({ url: world.url }, async (visit) => {
      await visit.goto('/');
      await visit.page.evaluate(
        'document.body.innerHTML = `<main><img src="/api/docs/favicon-16x16.png"><table width="3000"><tr><td>x</td></tr></table></main>`',
      );
      expect(
        await visit.accessible('the page').then(
          () => 'accessible',
          (error: Error) => error.message,
        ),
      ).to.contain('image-alt');
      expect(
        await visit.fits('the page').then(
          () => 'fits',
          (error: Error) => error.message,
        ),
      ).to.contain('wide in a window');
    }));

  it('renders Chinese with a font that has the characters', () =>
    visiting({ url: world.url }, async (visit) => {
      await visit.goto('/');
      // Missing characters are drawn as the same box, so two of them would look alike.
      const differ = await visit.page.evaluate(`(() => {
      const drawn = (text) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 60 });
        const context = canvas.getContext('2d');
        context.font = '40px sans-serif';
        context.fillText(text, 5, 45);
        return canvas.toDataURL();
      };
      return drawn('贷') !== drawn('款');
    })()`);
      expect(differ).to.equal(true);
    }));
});
