// Quick entry of a problem: the phone's position, if its owner allows it; the control line only where a building breaks one.
import { locate } from './locate.js';
import { word } from './words.js';

const form = document.querySelector('main form');
locate(form, (key, figure = '') => word(key).replace('{n}', figure));

const { source, control_line: line } = form.elements;
const showLine = () => {
  line.closest('.form-row').hidden = source.value !== 'illegal_building' && !line.value;
};
source.addEventListener('change', showLine);
addEventListener('pageshow', showLine);
showLine();
