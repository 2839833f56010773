import './theme/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createI18n } from './i18n.ts';
import { watchStation } from './station.ts';
import { connect } from './transport.ts';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App station={watchStation(connect('kiosk'))} words={createI18n()} />);
