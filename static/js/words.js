// The words that scripts show, in the page's language: the JSON block 'words' (core/words.py).
const block = document.getElementById('words');
const words = block ? JSON.parse(block.textContent) : {};

export const word = (key) => words[key] ?? key;
