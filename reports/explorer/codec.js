/* Columns of numbers as reports/explorer/packing.py wrote them. */

/** Return the bytes behind base64. */
function bytesOf(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/** Decode little-endian base-128 numbers (LEB128): seven bits a byte, the eighth says that more follow. */
function numbersOf(text) {
  const bytes = bytesOf(text);
  let count = 0;
  for (const byte of bytes) if (byte < 128) count += 1;
  const found = new Uint32Array(count);
  for (let at = 0, place = 0, value = 0, shift = 0; at < bytes.length; at += 1) {
    value |= (bytes[at] & 127) << shift;
    shift += 7;
    if (bytes[at] < 128) {
      found[place] = value;
      place += 1;
      value = 0;
      shift = 0;
    }
  }
  return found;
}

/** Decode eight-byte floating-point numbers, little-endian. */
function floatsOf(text) {
  const bytes = bytesOf(text);
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 8 }, (_, place) => view.getFloat64(8 * place, true));
}

/** Turn lengths into starts: list i is [starts[i], starts[i + 1]). */
function startsOf(lengths) {
  const starts = new Uint32Array(lengths.length + 1);
  for (let at = 0; at < lengths.length; at += 1) starts[at + 1] = starts[at] + lengths[at];
  return starts;
}

/** Undo the differences inside each list, in place: the first number of a list stands as it is. */
function undelta(values, starts) {
  for (let list = 0; list + 1 < starts.length; list += 1) {
    for (let at = starts[list] + 1; at < starts[list + 1]; at += 1) values[at] += values[at - 1];
  }
  return values;
}

/** Decode lists of rising numbers from their lengths and differences. */
function listsOf(lengths, differences) {
  const starts = startsOf(numbersOf(lengths));
  return { starts, values: undelta(numbersOf(differences), starts) };
}
