import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { Field } from '../shared/field.tsx';
import { useTexts } from '../shared/language.ts';
import type { Proof } from '../shared/session.ts';
import { texts } from './texts.ts';

export interface CodeValue {
  readonly kind: 'code' | 'recoveryCode';
  readonly text: string;
}
export const NO_CODE: CodeValue = { kind: 'code', text: '' };
export const proofOf = ({ kind, text }: CodeValue): Proof => ({ [kind]: text.trim() });

/** The code of an authenticator app, or with a link a recovery code. */
export function CodeField({
  value,
  onChange,
  error,
  autoFocus = false,
  onlyCode = false,
}: {
  value: CodeValue;
  onChange: (value: CodeValue) => void;
  error?: string | undefined;
  autoFocus?: boolean;
  /** Recovery codes are not accepted. */
  onlyCode?: boolean;
}): ReactNode {
  const t = useTexts(texts);
  // After a change of kind the field has the focus, not the link.
  const [focus, setFocus] = useState(autoFocus);
  const isCode = value.kind === 'code';
  return (
    <>
      <Field label={isCode ? t.code : t.recoveryCode} hint={isCode ? t.codeHint : t.recoveryCodeHint} error={error}>
        {(control) => (
          <Input
            {...control}
            key={value.kind}
            className="code-input"
            name={value.kind}
            autoComplete={isCode ? 'one-time-code' : 'off'}
            inputMode={isCode ? 'numeric' : 'text'}
            autoCapitalize="off"
            spellCheck={false}
            maxLength={40}
            autoFocus={focus}
            value={value.text}
            onChange={(event) => onChange({ ...value, text: event.target.value })}
          />
        )}
      </Field>
      {!onlyCode && (
        <Button
          type="link"
          className="flat"
          onClick={() => {
            setFocus(true);
            onChange({ kind: isCode ? 'recoveryCode' : 'code', text: '' });
          }}
        >
          {isCode ? t.useRecoveryCode : t.useCode}
        </Button>
      )}
    </>
  );
}
