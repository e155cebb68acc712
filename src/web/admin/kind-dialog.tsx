import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Dialog } from '../shared/dialog.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { KindForm } from './kind-form.tsx';
import { kindTexts } from './kind-texts.ts';
import { useKindEditor, type KindEditing } from './use-kind-editor.ts';

/** Adds or changes a kind. Asks before typed text is lost. */
export function KindDialog({ kind, known, onClose }: KindEditing): ReactNode {
  const t = useTexts(kindTexts);
  const english = useLanguage() === 'en';
  const editor = useKindEditor({ kind, known, onClose });
  const [leaving, setLeaving] = useState(false);
  const leave = (): void => (editor.touched ? setLeaving(true) : onClose());
  return (
    <>
      <Dialog open title={kind === null ? t.add : t.change(english ? kind.nameEn : kind.nameZh)} onClose={leave}>
        <KindForm editor={editor} known={known} onClose={leave} />
      </Dialog>
      <Dialog open={leaving} title={t.discardTitle} onClose={() => setLeaving(false)}>
        <p>{t.discardText}</p>
        <div className="buttons">
          {/* The first button has the focus. */}
          <Button type="primary" onClick={() => setLeaving(false)}>
            {t.goOn}
          </Button>
          <Button danger onClick={onClose}>
            {t.discard}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
