/// <reference types="vite/client" />
import './bench.css';
import './terminal/terminal.css';
import './charger/charger.css';
import './waysOut/waysOut.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from '../transport.ts';
import { Bench } from './Bench.tsx';
import { createBenchStore } from './benchStore.ts';
import { kioskAddress } from './kioskAddress.ts';

const place = document.getElementById('bench');
if (!place) throw new Error('bench.html has no #bench');

const connection = connect('bench'); // first: it takes the token out of the address line
createRoot(place).render(
  <StrictMode>
    <Bench store={createBenchStore(connection)} kioskUrl={kioskAddress(sessionStorage)} />
  </StrictMode>,
);
