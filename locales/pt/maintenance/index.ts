import actions from './actions.json' with { type: 'json' };
import audit from './audit.json' with { type: 'json' };
import books from './books.json' with { type: 'json' };
import faultHelp from './faultHelp.json' with { type: 'json' };
import machine from './machine.json' with { type: 'json' };
import overview from './overview.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import reports from './reports.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import signIn from './signIn.json' with { type: 'json' };
import tests from './tests.json' with { type: 'json' };

export default { actions, audit, books, faultHelp, machine, overview, people, reports, settings, shell, signIn, tests };
