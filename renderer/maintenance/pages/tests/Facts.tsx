import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fact } from '../../../../electron/maintenance/tests/results.ts';
import { isolated } from '../../../../locales/languages.ts';
import { useMaintenance } from '../../page.ts';
import { useAnswerLine } from '../../parts/Answer.tsx';

const entries = ['contactless', 'chip', 'stripe'] as const;

/** What a test learnt, each thing under its name. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const inWords = useFactWords();
  if (facts.length === 0) return null;
  return (
    <dl className="test-facts">
      {facts.map((fact, i) => {
        const { term, value } = inWords(fact);
        return (
          <div key={i} data-wrong={(fact.fact === 'host' && fact.trouble !== null) || undefined}>
            <dt>{term}</dt>
            <dd className="figures">
              <bdi>{value}</bdi>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function useFactWords(): (fact: Fact) => { readonly term: ReactNode; readonly value: string } {
  const { t } = useTranslation(['tests', 'overview']);
  const { format, language } = useMaintenance();
  const answerLine = useAnswerLine();
  const ms = (count: number) => t('ms', { ms: Math.round(count) });
  return (fact) => {
    switch (fact.fact) {
      case 'latency':
        return {
          term: fact.of === null ? t('fact.latency') : t('fact.latencyOf', { label: fact.of }),
          value: ms(fact.ms),
        };
      case 'card': {
        const entry = entries.find((one) => one === fact.entry) ?? 'unknown';
        const number = fact.last4 && `•••• ${fact.last4}`;
        return { term: t('fact.card'), value: [fact.brand, number, t(`entry.${entry}`)].filter(Boolean).join(' ') };
      }
      case 'key':
        return {
          term: t('fact.key'),
          value: `${isolated(`•••• ${fact.last4}`)}, ${t(fact.isKnown ? 'keyKnown' : 'keyUnknown')}`,
        };
      case 'money':
        return { term: t('fact.money'), value: format.money(fact) };
      case 'released':
        return { term: t('fact.released'), value: format.money(fact) };
      case 'energy':
        return { term: t('fact.energy'), value: format.energy(fact.wh) };
      case 'cables':
        return { term: t('fact.cables'), value: new Intl.ListFormat(language).format(fact.labels) };
      case 'zones':
        return { term: t('fact.zones'), value: t('zonesOf', { touched: fact.touched, of: fact.of }) };
      case 'stage':
        return { term: t('fact.stage'), value: answerLine(fact.text) };
      case 'host': {
        const told = fact.trouble ? t(`host.${fact.trouble}`) : fact.isLinked ? t('host.linked') : null;
        const use = fact.use === 'helpDesk' ? t('helpDesk') : t(`overview:device.${fact.use}`);
        return {
          term: (
            <>
              {use} <bdi>{fact.address}</bdi>
            </>
          ),
          value: [told, fact.ms !== null && ms(fact.ms)].filter(Boolean).join(' · '),
        };
      }
      default:
        return { term: t(`fact.${fact.fact}`), value: fact.text };
    }
  };
}
