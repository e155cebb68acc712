/**
 * The frame of each page: title, heading, actions. Every page uses it, so that the focus moves to the heading after
 * navigation.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from './language.ts';
import { common } from './texts.ts';

let pagesShown = 0;

/** A page with its window title and heading. The heading gets the focus after navigation from another page. */
export function Page({
  title,
  lead,
  actions,
  hideTitle = false,
  focus = true,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  hideTitle?: boolean;
  focus?: boolean;
  children: ReactNode;
}): ReactNode {
  const { product } = useTexts(common);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  useEffect(() => {
    pagesShown += 1;
    // The browser announces the first page itself.
    if (pagesShown > 1 && focus) heading.current?.focus();
    // Only on mount.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <article className="page">
      <header className={hideTitle ? 'visually-hidden' : 'page-head'}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </article>
  );
}
