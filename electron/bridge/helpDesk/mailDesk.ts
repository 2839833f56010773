import type { HelpDesk, HelpRequest } from '../../../machines/ports/helpDesk.ts';
import type { Mailer } from '../../../machines/ports/mailer.ts';
import { err } from '../../../machines/result.ts';

/** Mails each request to the desk, in English: the address is the operator's own. */
export function createMailDesk(mailer: Mailer, to: string): HelpDesk {
  return {
    async tell(request) {
      const text = textOf(request);
      const html = `<pre>${text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</pre>`;
      const subject = subjectOf(request);
      const sent = await mailer.send({ id: request.id, to, language: 'en', subject, text, html, attachments: [] });
      if (sent.ok) return sent;
      const { code, detail } = sent.error;
      // An operator's address that is refused is mended sooner than a driver asks again.
      return err({ code: code === 'refused_address' ? 'deferred' : code, detail });
    },
  };
}

/** Subjects are shown on locked phones: the number is in the mail alone. */
const subjectOf = ({ id, station, topic, phone }: HelpRequest): string =>
  `${id}: ${phone === null ? 'problem reported' : 'please call back'} (${topic ?? 'other'}), ${station}`;

function textOf(request: HelpRequest): string {
  const { id, station, evseId, sessionId, receiptNumber, topic, screen, fault, language, askedAtMs, phone } = request;
  const rows = {
    Case: id,
    'Call back': phone,
    Language: language,
    Topic: topic,
    Station: station,
    EVSE: evseId,
    Session: sessionId,
    Receipt: receiptNumber,
    'On the screen': screen,
    Code: fault,
    Asked: new Date(askedAtMs).toISOString(),
  };
  return Object.entries(rows)
    .map(([term, value]) => `${term}: ${value ?? '–'}`)
    .join('\n');
}
