import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from './language.ts';
import { common } from './texts.ts';

let arrivals = 0;

/** A page: its title in the window and as its heading, which takes the focus when one comes from another page. */
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
    arrivals += 1;
    // The first page of a visit is announced by the browser itself.
    if (arrivals > 1 && focus) heading.current?.focus();
    // Only at arrival.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <article className="page">
      <header className={hideTitle ? 'unseen' : 'page-head'}>
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
