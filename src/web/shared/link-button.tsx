/** Navigation that looks like a button. Use it for links, and Button for actions. */
import { Button, type ButtonProps } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** A link to a page of the console, styled as a button. */
export const LinkButton = ({
  href,
  onClick,
  ...look
}: Omit<ButtonProps, 'href' | 'onClick'> & { href: string; onClick?: () => void }): ReactNode => (
  <Link href={href} asChild {...(onClick === undefined ? {} : { onClick })}>
    <Button {...look} />
  </Link>
);
