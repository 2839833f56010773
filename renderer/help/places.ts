import type { HelpTopic } from '../../machines/help.ts';
import type { Group } from './topics.ts';

/** Where in the help sheet somebody is. It is theirs alone: it goes when they do. */
export type Place =
  | { readonly name: 'home' }
  | { readonly name: 'group'; readonly group: Group }
  | { readonly name: 'answer'; readonly topic: HelpTopic }
  | { readonly name: 'search' }
  | { readonly name: 'report' | 'call'; readonly topic: HelpTopic | null };

export const home: Place = { name: 'home' };
