/** A form field: label, hint, error. Every control of a form is inside one, so that screen readers read all three. */
import { WarningOutlined } from '@ant-design/icons';
import { useId, type ReactNode } from 'react';
import { Icon } from './icons.tsx';

export interface FieldProps {
  readonly label: string;
  readonly error?: ReactNode;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  /** Renders the control; spread the given props into it. */
  readonly children: (control: ControlProps) => ReactNode;
  readonly className?: string;
}
export interface ControlProps {
  readonly id: string;
  readonly status: 'error' | '';
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

/** A labelled control with hint and error, connected by ARIA attributes. */
export function Field({ label, error, hint, required = false, children, className = '' }: FieldProps): ReactNode {
  const id = useId();
  const [errorId, hintId] = [`${id}-error`, `${id}-hint`];
  const described = [...(error === undefined ? [] : [errorId]), ...(hint === undefined ? [] : [hintId])].join(' ');
  const invalid = error !== undefined;
  return (
    <div className={`field ${invalid ? 'wrong' : ''} ${className}`}>
      <label htmlFor={id}>
        {label}
        {required && (
          <span className="required" aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </label>
      {children({
        id,
        status: invalid ? 'error' : '',
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': invalid || undefined,
        'aria-required': required || undefined,
      })}
      {invalid && (
        <p className="error" id={errorId}>
          <Icon of={WarningOutlined} />
          {error}
        </p>
      )}
      {hint !== undefined && (
        <div className="hint" id={hintId}>
          {hint}
        </div>
      )}
    </div>
  );
}
