/** Entry of the console. The session is started before React renders, so that no time is lost. */
import { createRoot } from 'react-dom/client';
import { App, preload } from './app.tsx';
import { startSession } from './shared/session.ts';
import './shared/base.css';

void startSession();
preload();
createRoot(document.getElementById('root')!).render(<App />);
