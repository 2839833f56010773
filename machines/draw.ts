import { readFileSync, writeFileSync } from 'node:fs';
import type { AnyStateMachine } from 'xstate';
import { type DirectedGraphNode, toDirectedGraph } from 'xstate/graph';
import { chargeMachine } from './charge.machine.ts';
import { kioskMachine } from './kiosk.machine.ts';
import { lookupMachine } from './lookup.machine.ts';
import { settlementMachine } from './settlement.machine.ts';

/** Draws the machines into machines/README.md: `node machines/draw.ts`, or `--check` to fail when the drawing is stale. */

const README = new URL('./README.md', import.meta.url);
const MARK = '<!-- drawn by `npm run draw`: do not edit below -->';

const machines: readonly AnyStateMachine[] = [chargeMachine, kioskMachine, lookupMachine, settlementMachine];

/** One machine as a Mermaid state diagram; edges that only note something down are left out. */
export function mermaid(machine: AnyStateMachine): string {
  const graph = toDirectedGraph(machine);
  const lines = ['stateDiagram-v2'];
  drawChildren(graph, 1, lines);
  drawEdges(graph, lines);
  return lines.join('\n');
}

const nameOf = (state: { id: string }): string => state.id.replaceAll('.', '_');

function drawChildren(node: DirectedGraphNode, depth: number, lines: string[]): void {
  const indent = '  '.repeat(depth);
  const isParallel = node.stateNode.type === 'parallel';
  for (const [index, child] of node.children.entries()) {
    if (isParallel && index > 0) lines.push(`${indent}--`);
    const { key } = child.stateNode;
    if (child.children.length === 0) lines.push(`${indent}state "${key}" as ${nameOf(child.stateNode)}`);
    else {
      lines.push(`${indent}state "${key}" as ${nameOf(child.stateNode)} {`);
      drawChildren(child, depth + 1, lines);
      lines.push(`${indent}}`);
    }
    if (child.stateNode.type === 'final') lines.push(`${indent}${nameOf(child.stateNode)} --> [*]`);
  }
  const initial = node.stateNode.initial?.target[0];
  if (initial && !isParallel) lines.push(`${indent}[*] --> ${nameOf(initial)}`);
}

function drawEdges(node: DirectedGraphNode, lines: string[]): void {
  for (const edge of node.edges) {
    if (edge.transition.target === undefined) continue;
    lines.push(
      `  ${nameOf(node.stateNode)} --> ${nameOf(edge.target)} : ${label(edge.label.text, guardName(edge.transition.guard))}`,
    );
  }
  for (const transition of node.stateNode.always ?? []) {
    for (const target of transition.target ?? []) {
      const guard = guardName(transition.guard);
      lines.push(`  ${nameOf(node.stateNode)} --> ${nameOf(target)} : ${label('', guard)}`);
    }
  }
  for (const child of node.children) drawEdges(child, lines);
}

function label(event: string, guard: string): string {
  const plain = event
    .replace(/^xstate\.done\.actor\./, 'done ')
    .replace(/^xstate\.error\.actor\./, 'bug in ')
    .replace(/^$/, 'always');
  return guard ? `${plain} [${guard}]` : plain;
}

function guardName(guard: unknown): string {
  if (!guard) return '';
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'object' && 'type' in guard) {
    const { type, params } = guard as { type: string; params?: unknown };
    return params && typeof params === 'object' ? `${type} ${Object.values(params).join(' ')}` : type;
  }
  // `not(x)` and `and([…])` are functions that carry what they ask.
  const { name, guards } = guard as { name: string; guards?: unknown[] };
  if (!guards) return 'by the answer';
  return guards.map((each) => (name === 'not' ? `not ${guardName(each)}` : guardName(each))).join(' and ');
}

export function drawn(readme: string): string {
  const kept = readme.split(MARK)[0]?.trimEnd() ?? '';
  const drawings = machines.map((machine) => `## ${machine.id}\n\n\`\`\`mermaid\n${mermaid(machine)}\n\`\`\`\n`);
  return `${kept}\n\n${MARK}\n\n${drawings.join('\n')}`;
}

if (import.meta.main) {
  const before = readFileSync(README, 'utf8');
  const after = drawn(before);
  if (process.argv.includes('--check') && before !== after) {
    console.log('machines/README.md is stale: run `npm run draw`');
    process.exitCode = 1;
  } else {
    writeFileSync(README, after);
    console.log(`${machines.length} machines drawn into machines/README.md`);
  }
}
