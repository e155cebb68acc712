import { createRoot } from 'react-dom/client';
import { App, warm } from './app.tsx';
import { start } from './shared/session.ts';
import './shared/base.css';

void start();
warm();
createRoot(document.getElementById('root')!).render(<App />);
