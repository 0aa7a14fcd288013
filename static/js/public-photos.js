// Photos of a resident's report: one after the other from the camera, or several from the album; shown small, each can be left
// out again, made smaller on the phone before they are sent.
import { smaller } from './photo-pick.js';
import { say } from './public-words.js';

export class Photos {
  /** box: the element of public/_photos.html; most: how many at most; onChange(message): '' or what has to be said. */
  constructor(box, most, onChange) {
    Object.assign(this, { most, onChange, chosen: [] });
    this.list = box.querySelector('[data-photo-list]');
    this.icon = box.querySelector('.icon use').getAttribute('href').split('#')[0];
    for (const input of box.querySelectorAll('input[type=file]')) {
      input.addEventListener('change', () => {
        this.add([...input.files]);
        input.value = ''; // the same picture may be chosen again
      });
    }
  }

  /** Those that were chosen here and those that the server has from the try before. */
  get count() {
    return this.chosen.length + this.list.querySelectorAll('input[name=kept]:checked').length;
  }

  add(files) {
    const room = Math.max(0, this.most - this.count);
    for (const file of files.slice(0, room)) {
      const photo = { blob: smaller(file) };
      this.chosen.push(photo);
      this.show(photo, file);
    }
    this.onChange(files.length > room ? say('too_many') : '');
  }

  show(photo, file) {
    const picture = new Image(96, 72);
    picture.src = URL.createObjectURL(file);
    picture.alt = say('photo');
    const out = document.createElement('button');
    out.type = 'button';
    out.className = 'pub-photos__out';
    out.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${this.icon}#x"></use></svg>`;
    out.append(say('remove'));
    const item = document.createElement('li');
    item.append(picture, out);
    out.addEventListener('click', () => {
      this.chosen = this.chosen.filter((one) => one !== photo);
      URL.revokeObjectURL(picture.src);
      item.remove();
      this.onChange('');
    });
    this.list.append(item);
  }

  /** Puts the made-smaller pictures into what is sent. */
  async into(data, name) {
    data.delete(name);
    for (const photo of this.chosen) {
      const blob = await photo.blob;
      data.append(name, blob, blob.name ?? 'photo.jpg');
    }
  }
}
