// Quick entry of a problem: the phone's position, if its owner allows it.
import { locate } from './locate.js';
import { word } from './words.js';

const form = document.querySelector('main form');
locate(form, (key, figure = '') => word(key).replace('{n}', figure));
