import { command } from '../../bridge/cardTerminal/zvt/commands.ts';
import { encodeText } from '../../bridge/cardTerminal/zvt/text.ts';
import { container, tlv } from '../../bridge/cardTerminal/zvt/tlv.ts';
import type { Dialogue, Terminal } from './terminal.ts';

const kinds = { merchant: '01', customer: '02', report: '03' } as const;
/** Config bits: payment receipts by the ECR, administration receipts by the ECR, as print commands. */
const PAYMENT_BY_ECR = 0x02;
const REPORTS_BY_ECR = 0x04;
const AS_PRINT_COMMANDS = 0x80;

/** 06 D3 with an end mark, if the ECR said at registration that it prints. */
export async function printBlock(
  terminal: Terminal,
  dialogue: Dialogue,
  kind: keyof typeof kinds,
  lines: readonly string[],
): Promise<void> {
  const wanted = AS_PRINT_COMMANDS | (kind === 'report' ? REPORTS_BY_ECR : PAYMENT_BY_ECR);
  if ((terminal.configByte & wanted) !== wanted || !terminal.tlvActive) return;
  const { charset } = dialogue.line;
  const text = lines.map((line) => tlv(0x07, encodeText(line, charset)));
  await dialogue.say(command.printBlock, {
    tlv: [tlv(0x1f07, kinds[kind]), container(0x25, ...text, tlv(0x09, 'FF'))],
  });
}
