/** Routing among the pages of an area. A page of another role's area is shown as forbidden. */
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Area, PageOfArea } from './area.ts';
import { loadChunk } from './connection.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useTexts } from './language.ts';
import { Page } from './page.tsx';
import { common } from './texts.ts';
import { PageProblem } from './page-problem.tsx';
import { Spinner } from './spinner.tsx';

const components = new Map<PageOfArea, ComponentType>();

/** Cached: a new lazy component on each render would remount the page. */
function componentOf(page: PageOfArea): ComponentType {
  const known = components.get(page) ?? lazy(() => loadChunk(page.load));
  components.set(page, known);
  return known;
}

/** The page of a path in an area; `/` is the home page. */
export function pageAt({ pages, home }: Area, path: string): PageOfArea | undefined {
  const target = path === '/' ? home : path;
  return pages.find((page) => new RegExp(`^${page.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(target));
}

export function AreaPages({ area, all }: { area: Area; all: readonly Area[] }): ReactNode {
  const [path] = useLocation();
  const foreignPages = all
    .filter((one) => one !== area)
    .flatMap(({ pages }) => pages)
    .filter((page) => !area.pages.some((own) => own.path === page.path));
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<Spinner />}>
        <Switch>
          <Route path="/">
            <Redirect to={area.home} replace />
          </Route>
          {area.pages.map((page) => (
            <Route key={page.path} path={page.path} component={componentOf(page)} />
          ))}
          {foreignPages.map((page) => (
            <Route key={`other ${page.path}`} path={page.path}>
              <UnavailablePage home={area.home} what="forbidden" />
            </Route>
          ))}
          <Route>
            <UnavailablePage home={area.home} what="notFound" />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

function UnavailablePage({ what, home }: { what: 'forbidden' | 'notFound'; home: string }): ReactNode {
  const t = useTexts(common);
  const [, go] = useLocation();
  const [title, text] = what === 'forbidden' ? [t.forbiddenTitle, t.forbiddenText] : [t.notFoundTitle, t.notFoundText];
  return (
    <Page title={title} hideTitle>
      <PageProblem title={title} text={text} action={{ text: t.goHome, run: () => go(home) }} />
    </Page>
  );
}
