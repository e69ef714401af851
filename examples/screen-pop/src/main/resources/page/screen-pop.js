// The page of one extension. Names come from outside: they are shown by textContent, as text and never as markup.

const SILENCE = 15_000;
const KEPT = 5;
const LAST = ['ELSEWHERE', 'MISSED', 'ENDED'];

let extension = '';
let given = false;
let source;
let live = false;
let connected = true;
let heardAt = 0;
let triedAt = 0;
let skew = 0;
/** The newest first. */
let pops = [];
/** Of the calls that ring, by their ids. */
const notifications = new Map();
/** Why this page cannot show calls. */
let problem = '';

const byId = id => document.getElementById(id);

// ---- whose calls

async function start() {
  let fromServer;
  try {
    const answer = await fetch('extension');
    if (answer.status === 403) problem = 'You have no extension. Ask your administrator.';
    else fromServer = (await answer.json()).given;
  } catch {
    problem = 'No connection to the server. Trying again…';
    setTimeout(start, 2000);
  }
  if (fromServer === undefined) {
    show();
    return;
  }
  problem = '';
  const fromAddress = new URLSearchParams(location.search).get('extension');
  given = Boolean(fromServer);
  choose(fromServer || fromAddress || localStorage.getItem('extension') || '');
}

function choose(value) {
  extension = value.trim();
  pops = [];
  if (extension && !given) localStorage.setItem('extension', extension);
  if (extension) listen();
  else source?.close();
  show();
  if (!extension) byId('extension').focus();
}

byId('who').addEventListener('submit', event => {
  event.preventDefault();
  choose(byId('extension').value);
});
byId('change').addEventListener('click', () => {
  byId('extension').value = extension;
  localStorage.removeItem('extension');
  history.replaceState(null, '', location.pathname);
  choose('');
});

// ---- what the server sends

function listen() {
  source?.close();
  source = new EventSource('events?extension=' + encodeURIComponent(extension));
  source.onmessage = event => take(JSON.parse(event.data));
  source.onerror = () => {
    live = false;
    show();
  };
  triedAt = Date.now();
}

function take(message) {
  heardAt = Date.now();
  skew = heardAt - message.now;
  live = true;
  connected = message.connected;
  if (message.whole) {
    // a call that is not open any more ended while the connection was lost
    const open = new Set(message.pops.map(pop => pop.id));
    pops = pops.filter(pop => LAST.includes(pop.state) || open.has(pop.id));
  }
  message.pops.forEach(change);
  show();
}

function change(pop) {
  const at = pops.findIndex(each => each.id === pop.id);
  const before = pops[at];
  const rings = pop.state === 'RINGING' && before?.state !== 'RINGING';
  // one that the user has closed is shown again when the phone rings again
  const now = {...pop, closed: Boolean(before?.closed) && !rings};
  if (before && before.closed === now.closed) pops[at] = now;
  else pops = [now, ...pops.filter(each => each !== before)];
  if (before?.state !== now.state && !now.closed) say(now);
  let last = 0;
  pops = pops.filter(each => !LAST.includes(each.state) || !each.closed && ++last <= KEPT);
}

// EventSource connects again by itself, except after a refused or a silent connection.
setInterval(() => {
  const now = Date.now();
  if (extension && now - Math.max(heardAt, triedAt) > SILENCE) {
    live = false;
    listen();
    show();
  }
  showTimes();
}, 1000);

// ---- what is said

const name = pop => pop.crm.customer?.name || pop.callerName || pop.callerNumber || 'Unknown number';

function word(pop) {
  switch (pop.state) {
    case 'RINGING': return 'Ringing';
    case 'STOPPED': return 'No longer ringing';
    case 'ANSWERED': return 'Talking';
    case 'ELSEWHERE': return pop.answeredBy ? `Answered by ${pop.answeredBy}` : 'Answered elsewhere';
    case 'MISSED': return 'Missed';
    default: return 'Ended';
  }
}

/** For those who do not look at this page: a screen reader says it, and another tab shows it. */
function say(pop) {
  const who = [name(pop), pop.crm.customer?.company].filter(Boolean).join(', ');
  byId('spoken').textContent = pop.state === 'RINGING' ? `Call from ${who}` : `${word(pop)}: ${name(pop)}`;
  if (pop.state === 'RINGING' && document.hidden && window.Notification?.permission === 'granted') notify(pop, who);
}

function notify(pop, who) {
  try {
    const notification = new Notification(who, {body: pop.callerNumber || '', tag: pop.id});
    notification.onclick = () => window.focus();
    notifications.set(pop.id, notification);
  } catch {
    // Chrome on Android has permissions for notifications, but creates none for a page
  }
}

byId('allow').addEventListener('click', async () => {
  await Notification.requestPermission();
  show();
});

// ---- what is shown

function show() {
  byId('who').hidden = Boolean(extension || problem);
  byId('change').hidden = !extension || given;
  byId('allow').hidden = !extension || window.Notification?.permission !== 'default';
  setText(byId('whose'), extension && `of ${extension}`);
  showBanner();
  const shown = extension ? pops.filter(pop => !pop.closed) : [];
  byId('none').hidden = !extension || shown.length > 0;
  setText(byId('none'), `When ${extension} rings, this page shows who calls. Keep it open.`);
  reconcile(byId('pops'), shown);
  const ringing = shown.find(pop => pop.state === 'RINGING');
  closeNotifications(shown);
  document.title = ringing ? `☎ ${name(ringing)}` : 'Calls';
  showTimes();
}

function closeNotifications(shown) {
  for (const [id, notification] of notifications) {
    if (shown.some(pop => pop.id === id && pop.state === 'RINGING')) continue;
    notification.close();
    notifications.delete(id);
  }
}

function showBanner() {
  let text = problem;
  if (extension && !live) text = heardAt ? 'No connection to the server. Trying again…' : 'Connecting…';
  else if (extension && !connected) text = 'The PBX is not connected. No calls are shown until it is.';
  setText(byId('banner'), text);
  byId('banner').hidden = !text;
}

/** Makes the list show these; an element that stays is kept, so that it keeps the focus. */
function reconcile(list, shown) {
  const present = new Map([...list.children].map(item => [item.dataset.id, item]));
  const items = shown.map(pop => {
    const item = present.get(pop.id) ?? create(pop);
    present.delete(pop.id);
    fill(item, pop);
    return item;
  });
  present.forEach(item => item.remove());
  items.forEach((item, i) => {
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
  });
}

function create(pop) {
  const item = byId('pop').content.firstElementChild.cloneNode(true);
  item.dataset.id = pop.id;
  item.querySelector('h2').id = pop.id;
  item.querySelector('article').setAttribute('aria-labelledby', pop.id);
  for (const part of ['tickets', 'calls']) {
    const heading = item.querySelector(`.${part} h3`);
    heading.id = `${pop.id}-${part}`;
    item.querySelector(`.${part}`).setAttribute('aria-labelledby', heading.id);
  }
  item.querySelector('.close').addEventListener('click', () => close(pop.id));
  return item;
}

function fill(item, pop) {
  const set = (place, text) => setText(item.querySelector(place), text);
  const {customer, calls, tickets, failed} = pop.crm;
  item.querySelector('article').className = pop.state.toLowerCase();
  set('.word', word(pop));
  set('h2', name(pop));
  set('.company', customer?.company ?? '');
  const to = pop.calledNumber && pop.calledNumber !== pop.extension ? `called ${pop.calledNumber}` : '';
  const number = pop.callerNumber ?? 'number withheld';
  set('.number', [number, to, pop.queue && `queue ${pop.queue}`].filter(Boolean).join(' · '));
  lines(item.querySelector('.tickets'), tickets, each => `#${each.id} ${each.subject} (since ${each.opened})`);
  lines(item.querySelector('.calls'), calls, lastCall);
  set('.note', failed ? 'The CRM does not answer, so this shows the number only.' : customer || !calls ? '' : 'Not in the CRM');
  const link = item.querySelector('.link');
  link.hidden = !/^https?:\/\//.test(customer?.link ?? '');
  if (!link.hidden) link.href = customer.link;
  item.querySelector('.close').setAttribute('aria-label', `Close ${name(pop)}`);
}

function lastCall(call) {
  const when = new Date(call.started).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
  return call.answeredBy ? `${when}, answered by ${call.answeredBy}, ${duration(call.talkTime)}` : `${when}, not answered`;
}

function lines(section, values, text) {
  section.hidden = !values?.length;
  if (section.hidden) return;
  const items = values.map(value => {
    const item = document.createElement('li');
    item.textContent = text(value);
    return item;
  });
  section.querySelector('ul').replaceChildren(...items);
}

function showTimes() {
  for (const item of byId('pops').children) {
    const pop = pops.find(each => each.id === item.dataset.id);
    const runs = pop && ['RINGING', 'ANSWERED'].includes(pop.state);
    setText(item.querySelector('.time'), runs ? duration(Date.now() - skew - pop.since) : '');
  }
}

function duration(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = number => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// ---- closing

function close(id) {
  const pop = pops.find(each => each.id === id);
  if (!pop) return;
  pop.closed = true;
  if (LAST.includes(pop.state)) pops = pops.filter(each => each !== pop);
  const item = [...byId('pops').children].find(each => each.dataset.id === id);
  const next = item?.nextElementSibling ?? item?.previousElementSibling;
  const hadFocus = item?.contains(document.activeElement);
  show();
  if (hadFocus) (next?.querySelector('.close') ?? byId('change')).focus();
}

addEventListener('keydown', event => {
  const newest = byId('pops').firstElementChild;
  if (event.key === 'Escape' && newest) close(newest.dataset.id);
});

start();
