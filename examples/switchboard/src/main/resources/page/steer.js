// What the buttons, the dialog and dragging do. The server checks everything again.
import {byId, setAttribute, setClass, setText} from './dom.js';
import {callOf, isMine, label, maySteer, myPhone, people, plan, usable} from './switchboard.js';

const OUTCOMES = {
  ANSWERED: 'was answered', BUSY: 'is busy', NO_ANSWER: 'was not answered', CONGESTION: 'found no line',
};
const STATES = {FREE: 'free', RINGING: 'ringing', BUSY: 'in a call', ON_HOLD: 'on hold', AWAY: 'not reachable'};
const FAR_ENOUGH = 6;
const consultations = new Map();

/** Whom my phone asks before it transfers this call, or undefined. */
export const consulted = id => consultations.get(id);

// ---- what is asked of the server

async function ask(request, done) {
  if (!usable()) return say('The PBX is not connected: nothing was done.');
  try {
    const response = await fetch('do', {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({...request, phone: myPhone()}),
    });
    const answer = await response.text();
    say(response.ok ? done(answer) : `Not done: ${answer}`);
    return response.ok;
  } catch {
    say('The server did not answer: it is not known whether that was done.');
  }
}

let fade;

function say(text) {
  setText(byId('said'), text);
  setClass(byId('said'), 'shown');
  clearTimeout(fade);
  fade = setTimeout(() => setClass(byId('said'), ''), 8000);
}

function hasPhone() {
  if (!myPhone()) {
    say('First choose your phone, at the top of the page.');
    byId('phone').focus();
  }
  return Boolean(myPhone());
}

function call(to) {
  if (!hasPhone()) return;
  say(`Calling ${to}: pick up your phone ${myPhone()}.`);
  ask({do: 'call', to}, outcome => `Your phone ${OUTCOMES[outcome] ?? 'could not be called'}.`);
}

async function transfer(call, who, how, to) {
  const target = people().find(person => person.number === to);
  const name = target ? label(target) : to;
  if (how === 'transfer') return ask({do: 'transfer', call, to}, () => `${who} was transferred to ${name}.`);
  if (await ask({do: 'ask', call, to}, () => `${who} waits while you talk to ${name}. Then press Connect, or hang up.`)) {
    consultations.set(call, name);
    plan();
  }
}

const BUTTONS = {
  take: (call, who) => hasPhone() && ask({do: 'take', call}, () => `${who} comes to your phone ${myPhone()}.`),
  park: (call, who) => ask({do: 'park', call}, () => `${who} is parked.`),
  hangup: (call, who) => ask({do: 'hangup', call}, () => `Hung up ${who}.`),
  transfer: (call, who) => choose(call, who),
  connect: (call, who) => consultations.delete(call) && ask({do: 'connect', call}, () => `${who} was connected.`),
  back: (call, who) => consultations.delete(call) && ask({do: 'back', call}, () => `You talk to ${who} again.`),
};

document.querySelector('main').addEventListener('click', event => {
  const button = event.target.closest('button');
  const row = button?.closest('[data-id]');
  if (!row) return;
  if (button.dataset.do === 'call') call(row.dataset.number);
  else BUTTONS[button.dataset.do](row.dataset.id, row.querySelector('.name').textContent);
  plan();
});

byId('dial').addEventListener('submit', event => {
  event.preventDefault();
  const text = byId('find').value.replace(/[\s()+-]/g, '');
  const shown = document.querySelectorAll('.person');
  if (/^\d+$/.test(text)) call(text);
  else if (shown.length === 1) call(shown[0].dataset.number);
  else say('Type more of the name, or a number.');
});

// ---- to whom a call is transferred

const dialog = byId('transfer');
const to = dialog.querySelector('input');
let chosen = -1;

/** The person who is picked, otherwise the number that was typed, otherwise nobody. */
function targetNumber() {
  const typed = to.value.replace(/[\s()+-]/g, '');
  return byId('targets').children[chosen]?.dataset.number ?? (/^\d+$/.test(typed) ? typed : '');
}

/** Opens the dialog, in which the keyboard does all: type, arrows, Enter. */
function choose(id, who) {
  setText(dialog.querySelector('h2 span'), who);
  const mayAsk = isMine(callOf(id)) && callOf(id).state === 'TALKING';
  dialog.querySelector('[value=ask]').hidden = !mayAsk;
  setText(byId('how'), mayAsk ? 'Transfer now, or first ask whether it suits.' : 'To ask first, take the call to your phone.');
  to.value = '';
  showTargets();
  dialog.returnValue = '';
  dialog.onclose = () => {
    if (dialog.returnValue) transfer(id, who, dialog.returnValue, targetNumber());
  };
  dialog.showModal();
  to.focus();
}

function showTargets() {
  const wanted = to.value.trim().toLowerCase();
  const found = people().filter(row => `${row.name} ${row.number}`.toLowerCase().includes(wanted)
    && row.number !== myPhone()).sort((a, b) => label(a).localeCompare(label(b))).slice(0, 6);
  byId('targets').replaceChildren(...found.map((row, index) => {
    const option = document.createElement('li');
    option.id = `target-${index}`;
    option.role = 'option';
    option.dataset.number = row.number;
    option.textContent = `${label(row)} ${row.name ? row.number : ''} · ${STATES[row.state]}`;
    return option;
  }));
  pick(wanted ? 0 : -1);
}

function pick(index) {
  const options = [...byId('targets').children];
  chosen = Math.min(index, options.length - 1);
  options.forEach((option, each) => setAttribute(option, 'aria-selected', String(each === chosen)));
  setAttribute(to, 'aria-activedescendant', chosen < 0 ? '' : `target-${chosen}`);
}

to.addEventListener('input', showTargets);
to.addEventListener('keydown', event => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (step) {
    event.preventDefault();
    pick(Math.max(0, chosen + step));
  }
});
dialog.querySelector('form').addEventListener('submit', event => {
  if (targetNumber()) return;
  event.preventDefault();
  setText(byId('how'), 'Type a name and pick a person, or type a number.');
});
byId('targets').addEventListener('click', event => pick([...byId('targets').children].indexOf(event.target)));
dialog.querySelector('[value=cancel]').addEventListener('click', () => dialog.close());

// ---- dragging a call onto a person

/** Lets a mouse or a pen drag a call onto a person. A finger scrolls; it has the button Transfer. */
export function draggable(area) {
  let drag = null;
  const end = () => {
    drag?.ghost?.remove();
    area.querySelector('.over')?.classList.remove('over');
    document.body.classList.remove('dragging', 'may-ask');
    drag = null;
  };
  const target = event => document.elementFromPoint(event.clientX, event.clientY);
  area.addEventListener('pointerdown', event => {
    const row = event.target.closest('.call, .waiting');
    if (row && event.button === 0 && maySteer() && !event.target.closest('button') && callOf(row.dataset.id)) {
      drag = {row, id: row.dataset.id, who: row.querySelector('.name').textContent, x: event.clientX, y: event.clientY};
    }
  });
  addEventListener('pointermove', event => {
    if (!drag) return;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_ENOUGH) return;
      const row = callOf(drag.id);
      if (!row) return end();
      drag.ghost = document.body.appendChild(document.createElement('p'));
      drag.ghost.id = 'ghost';
      drag.ghost.textContent = drag.who;
      document.body.classList.add('dragging');
      document.body.classList.toggle('may-ask', isMine(row) && row.state === 'TALKING');
      getSelection().removeAllRanges();
    }
    drag.ghost.style.translate = `${event.clientX + 12}px ${event.clientY + 12}px`;
    const over = target(event)?.closest('[data-drop]');
    area.querySelector('.over')?.classList.remove('over');
    over?.classList.add('over');
  });
  addEventListener('pointerup', event => {
    const over = drag?.ghost && target(event)?.closest('[data-drop]');
    if (over) transfer(drag.id, drag.who, over.dataset.drop, over.closest('.person').dataset.number);
    end();
  });
  addEventListener('pointercancel', end);
  addEventListener('keydown', event => event.key === 'Escape' && end());
}
