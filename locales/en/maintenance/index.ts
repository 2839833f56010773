import audit from './audit.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import signIn from './signIn.json' with { type: 'json' };

export default { audit, people, shell, signIn };
