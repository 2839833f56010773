import attract from './attract.json' with { type: 'json' };
import buyer from './buyer.json' with { type: 'json' };
import charging from './charging.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import declined from './declined.json' with { type: 'json' };
import deliver from './deliver.json' with { type: 'json' };
import fault from './fault.json' with { type: 'json' };
import find from './find.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import keyboard from './keyboard.json' with { type: 'json' };
import outOfService from './outOfService.json' with { type: 'json' };
import paper from './paper.json' with { type: 'json' };
import plug from './plug.json' with { type: 'json' };
import present from './present.json' with { type: 'json' };
import price from './price.json' with { type: 'json' };
import receipt from './receipt.json' with { type: 'json' };
import released from './released.json' with { type: 'json' };
import secondFactor from './secondFactor.json' with { type: 'json' };
import spoken from './spoken.json' with { type: 'json' };
import unavailable from './unavailable.json' with { type: 'json' };

export default {
  attract,
  buyer,
  charging,
  common,
  declined,
  deliver,
  fault,
  find,
  help,
  keyboard,
  outOfService,
  paper,
  plug,
  present,
  price,
  receipt,
  released,
  secondFactor,
  spoken,
  unavailable,
};
