/// <reference types="vite/client" />
import '@fontsource-variable/inter';
import './bench.css';
import './terminal/terminal.css';
import './charger/charger.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Bench } from './Bench.tsx';
import { createBenchStore } from './benchStore.ts';
import { connectBench } from './socket.ts';

const place = document.getElementById('bench');
if (!place) throw new Error('bench.html has no #bench');

createRoot(place).render(
  <StrictMode>
    <Bench store={createBenchStore(connectBench())} kioskUrl={`./${window.location.hash}`} />
  </StrictMode>,
);
