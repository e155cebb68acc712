/** The place where a file is dropped or chosen. What becomes of the file is up to the page. */
import { UploadOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { texts } from './texts.ts';

export function Dropzone({
  accept,
  formats,
  busy,
  primary = false,
  onFile,
}: {
  accept: string;
  formats: string;
  busy: boolean;
  /** Whether choosing a file is what the page is for. */
  primary?: boolean;
  onFile: (file: File) => void;
}): ReactNode {
  const t = useTexts(texts);
  return (
    <Upload.Dragger
      className="dropzone"
      name="file"
      accept={accept}
      showUploadList={false}
      fileList={[]}
      disabled={busy}
      hasControlInside
      // The upload needs the session and the kind of import, so antd does not send it.
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <p>
        <Icon of={UploadOutlined} size={34} />
      </p>
      <p>{busy ? t.uploading : t.drop}</p>
      <Button type={primary ? 'primary' : 'default'} disabled={busy}>
        {t.choose}
      </Button>
      <p className="secondary small">{formats}</p>
    </Upload.Dragger>
  );
}
