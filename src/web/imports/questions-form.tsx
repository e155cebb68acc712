/** Questions about a file, with their options, and the answers that hold already. An answer reads the file again. */
import { Button, Radio } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { FormError } from '../shared/form-alerts.tsx';
import { Choice } from '../shared/choice.tsx';
import { useTexts } from '../shared/language.ts';
import type { Import } from './import-events.ts';
import { texts } from './texts.ts';
import { useMapping } from './use-mapping.ts';

type Asked = Import['questions'][number];

/** With more options than this they are a list to choose from. */
const RADIO_MAX_OPTIONS = 6;

/** The open questions. */
export function QuestionsForm({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const { busy, error, send } = useMapping(importRecord.id);
  const { questions } = importRecord;
  const answerable = questions.filter(({ options }) => options.length > 0);
  return (
    <>
      {questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          value={answers[question.id] ?? ''}
          onChange={(answer) => setAnswers({ ...answers, [question.id]: answer })}
        />
      ))}
      <FormError>{error}</FormError>
      {answerable.length > 0 && (
        <div className="buttons">
          <Button
            type="primary"
            disabled={busy || answerable.some(({ id }) => answers[id] === undefined)}
            onClick={() => send({ answers })}
          >
            {t.answer}
          </Button>
        </div>
      )}
    </>
  );
}

/** Answers that hold already, remembered ones included; another choice reads the file again. */
export function AnsweredQuestions({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const { busy, error, send } = useMapping(importRecord.id);
  return (
    <>
      {importRecord.answered.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          value={question.answer}
          source={t.answerSource[question.by]}
          disabled={busy}
          onChange={(answer) => send({ answers: { [question.id]: answer } })}
        />
      ))}
      <FormError>{error}</FormError>
    </>
  );
}

function QuestionField({
  question: { message, options, rows },
  value,
  source,
  disabled = false,
  onChange,
}: {
  question: Asked;
  value: string;
  source?: string | undefined;
  disabled?: boolean;
  onChange: (answer: string) => void;
}): ReactNode {
  const t = useTexts(texts);
  const id = useId();
  return (
    <div className="question">
      <p id={id}>
        {message}
        {rows !== null && <span className="secondary"> {t.askedByRows(rows)}</span>}
        {source !== undefined && <span className="secondary"> {source}</span>}
      </p>
      {options.length > RADIO_MAX_OPTIONS ? (
        <Choice
          control={{ 'aria-label': message }}
          value={value}
          disabled={disabled}
          options={options.map((option) => [option.value, option.label])}
          onChange={onChange}
        />
      ) : (
        options.length > 0 && (
          <Radio.Group
            aria-labelledby={id}
            disabled={disabled}
            value={value}
            options={options.map((option) => ({ value: option.value, label: option.label }))}
            onChange={(event) => onChange(event.target.value as string)}
          />
        )
      )}
    </div>
  );
}
