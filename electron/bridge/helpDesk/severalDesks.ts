import type { HelpDesk } from '../../../machines/ports/helpDesk.ts';
import { err } from '../../../machines/result.ts';

/** One desk behind several ways to it, the first that takes a request: who is called is told no oftener than it must be. */
export function createSeveralDesks(desks: readonly HelpDesk[]): HelpDesk {
  return {
    async tell(request) {
      const errors = [];
      for (const desk of desks) {
        const told = await desk.tell(request);
        if (told.ok) return told;
        errors.push(told.error);
      }
      // As long as one of them may take it yet, it is tried again.
      const worst = errors.find(({ code }) => code !== 'refused') ?? errors[0];
      return err(worst ?? { code: 'refused', detail: 'no desk' });
    },
  };
}
