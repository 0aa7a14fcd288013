// The words of the pages for residents, in the page's language (rectification/views/public_page.py).
const words = JSON.parse(document.getElementById('public-words').textContent);

export const say = (key, figure = '') => words[key].replace('{n}', figure);
