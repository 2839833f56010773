import './theme/index.css';
import { createRoot } from 'react-dom/client';
import { loadWords } from '../locales/index.ts';
import { App } from './App.tsx';
import { createI18n, lastLanguage } from './i18n.ts';
import { createWebVoice } from './speech/voice.ts';
import { watchStation } from './station.ts';
import { connect } from './transport.ts';

// The words are fetched while the station is still being asked which language is on: most likely the last one.
void loadWords(lastLanguage());

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <App station={watchStation(connect('kiosk'))} words={createI18n()} voice={createWebVoice()} />,
  );
