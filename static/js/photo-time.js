// When a photo was taken, as its file tells: EXIF in a JPEG or HEIC. Made smaller, a picture loses it, so it is read before.

const MOST = 256 * 1024; // bytes: it stands near the beginning
const MARK = [0x45, 0x78, 0x69, 0x66, 0, 0]; // 'Exif' and two noughts
const EXIF_PART = 0x8769;
const TAKEN = 0x9003; // '2026:11:23 08:55:00', by the clock of the place
const OFFSET = 0x9011; // '+08:00'; cameras of the last years write it

/** A Date; null where the file doesn't tell. */
export async function takenAt(file) {
  try {
    const bytes = new Uint8Array(await file.slice(0, MOST).arrayBuffer());
    const start = startOf(bytes);
    return start < 0 ? null : dateIn(new Tiff(new DataView(bytes.buffer, start)));
  } catch {
    return null; // broken off, or nothing we know
  }
}

function startOf(bytes) {
  for (let at = bytes.indexOf(MARK[0]); at >= 0; at = bytes.indexOf(MARK[0], at + 1)) {
    if (MARK.every((byte, place) => bytes[at + place] === byte)) return at + MARK.length;
  }
  return -1;
}

/** Numbers and words in a block of TIFF, whose first two bytes say in which order its numbers are written. */
class Tiff {
  constructor(view) {
    this.view = view;
    this.isLittle = view.getUint16(0) === 0x4949;
  }

  number(at) {
    return this.view.getUint32(at, this.isLittle);
  }

  /** Where the entry with this tag stands in the list that begins at `list`; -1 where there is none. */
  entry(list, tag) {
    const count = this.view.getUint16(list, this.isLittle);
    for (let at = list + 2; at < list + 2 + 12 * count; at += 12) {
      if (this.view.getUint16(at, this.isLittle) === tag) return at;
    }
    return -1;
  }

  /** The words of an entry, so many letters of them (more than four); '' where there is none. */
  words(list, tag, letters) {
    const entry = this.entry(list, tag);
    if (entry < 0) return '';
    const at = this.number(entry + 8);
    return Array.from({ length: letters }, (_nothing, place) => String.fromCharCode(this.view.getUint8(at + place))).join('');
  }
}

function dateIn(tiff) {
  const entry = tiff.entry(tiff.number(4), EXIF_PART);
  if (entry < 0) return null;
  const list = tiff.number(entry + 8);
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(tiff.words(list, TAKEN, 19));
  if (!parts) return null;
  const [, year, month, day, time] = parts;
  const offset = /^[+-]\d\d:\d\d$/.exec(tiff.words(list, OFFSET, 6))?.[0] ?? ''; // without it: the phone's own zone
  const date = new Date(`${year}-${month}-${day}T${time}${offset}`);
  return Number.isNaN(date.getTime()) ? null : date;
}
