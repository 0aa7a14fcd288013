// The wall's clock goes by the server's time, in the town's zone: the computer behind a screen is often wrong in both.
const { timeZone } = document.querySelector('.wall').dataset;
const language = document.documentElement.lang;
const written = (options) => new Intl.DateTimeFormat(language, { timeZone, ...options });
const DAY = written({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
const SHORT_DAY = written({ month: 'long', day: 'numeric' });
const TIME = written({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });

let ahead = 0; // milliseconds that the server is ahead of this computer

export function setClock(asOf) {
  ahead = new Date(asOf) - Date.now();
}

const now = () => new Date(Date.now() + ahead);

export const dayAndTime = () => `${DAY.format(now())}\u3000${TIME.format(now())}`;

/** '9:40', on another day '11月22日 9:40'. */
export function dated(asOf) {
  const moment = new Date(asOf);
  const time = TIME.format(moment);
  return DAY.format(moment) === DAY.format(now()) ? time : `${SHORT_DAY.format(moment)} ${time}`;
}
