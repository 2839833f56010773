import './maintenance.css';
import { createRoot } from 'react-dom/client';
import { createI18n } from '../i18n.ts';
import { connect } from '../transport.ts';
import { App } from './App.tsx';
import { createDesk } from './desk.ts';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App desk={createDesk(connect('maintenance'))} words={createI18n()} />);
