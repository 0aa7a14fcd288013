// Work under way (components/progress.html): asks for news every second, moves the bar, and shows the outcome when it has ended.
const panel = document.querySelector('[data-progress]');
const words = panel.querySelector('[data-progress-words]');
const bar = panel.querySelector('progress');
const waiting = panel.querySelector('[data-progress-waiting]');
const EVERY = 1000;
const LONGEST = 15000;
let pause = EVERY;

function show(news) {
  if (words.textContent !== news.words) words.textContent = news.words;
  waiting.hidden = !news.waiting;
  if (news.total && news.done < news.total) {
    bar.max = news.total;
    bar.value = news.done;
  } else bar.removeAttribute('value');
}

async function ask() {
  try {
    const answer = await fetch(panel.dataset.progress, { headers: { Accept: 'application/json' } });
    const news = await answer.json();
    if (news.ended) return location.reload();
    show(news);
    pause = EVERY;
  } catch {
    pause = Math.min(pause * 2, LONGEST); // the network is gone, or the session: try again, less and less often
  }
  setTimeout(ask, pause);
}

setTimeout(ask, EVERY);
