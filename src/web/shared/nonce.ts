/** The number of this page, without which the Content-Security-Policy lets no style in (http/console.ts). */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** Some of antd's styles are made by helpers that cannot be given the nonce; every style that a script makes here gets it. */
export function stampStyles(): void {
  const page = document as unknown as { createElement(name: string, options?: ElementCreationOptions): HTMLElement };
  const create = page.createElement.bind(document);
  page.createElement = (name, options) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
