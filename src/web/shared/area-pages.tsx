import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Area, PageOfArea } from './area.ts';
import { loadPart } from './connection.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useTexts } from './language.ts';
import { Page } from './page.tsx';
import { common } from './texts.ts';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

const loaded = new Map<PageOfArea, ComponentType>();

/** A lazy component is made once, or each look at the page would load it anew. */
function componentOf(page: PageOfArea): ComponentType {
  const known = loaded.get(page) ?? lazy(() => loadPart(page.load));
  loaded.set(page, known);
  return known;
}

/** The page that a path shows in an area; the area's home at `/`. */
export function pageAt({ pages, home }: Area, path: string): PageOfArea | undefined {
  const sought = path === '/' ? home : path;
  return pages.find((page) => new RegExp(`^${page.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(sought));
}

export function AreaPages({ area, all }: { area: Area; all: readonly Area[] }): ReactNode {
  const [path] = useLocation();
  const others = all
    .filter((one) => one !== area)
    .flatMap(({ pages }) => pages)
    .filter((page) => !area.pages.some((mine) => mine.path === page.path));
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/">
            <Redirect to={area.home} replace />
          </Route>
          {area.pages.map((page) => (
            <Route key={page.path} path={page.path} component={componentOf(page)} />
          ))}
          {others.map((page) => (
            <Route key={`other ${page.path}`} path={page.path}>
              <Refused home={area.home} what="forbidden" />
            </Route>
          ))}
          <Route>
            <Refused home={area.home} what="notFound" />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

function Refused({ what, home }: { what: 'forbidden' | 'notFound'; home: string }): ReactNode {
  const t = useTexts(common);
  const [, go] = useLocation();
  const [title, text] = what === 'forbidden' ? [t.forbiddenTitle, t.forbiddenText] : [t.notFoundTitle, t.notFoundText];
  return (
    <Page title={title} hideTitle>
      <Trouble title={title} text={text} action={{ text: t.goHome, run: () => go(home) }} />
    </Page>
  );
}
