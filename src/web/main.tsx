import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { stampStyles } from './shared/nonce.ts';
import { start } from './shared/session.ts';
import './shared/base.css';

stampStyles();
void start();
createRoot(document.getElementById('root')!).render(<App />);
